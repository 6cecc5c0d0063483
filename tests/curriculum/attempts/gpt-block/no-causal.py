import torch
from torch import nn


class GPTBlock(nn.Module):
    def __init__(self, width, heads, dropout=0.0):
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(dropout)
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = nn.ModuleDict({"c_attn": nn.Linear(width, 3 * width), "c_proj": nn.Linear(width, width)})
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.attn["c_attn"](self.ln_1(x)).view(b, t, 3, self.heads, d // self.heads).unbind(2)
        similar = torch.einsum("bihe,bjhe->bhij", q, k) * (self.heads / d) ** 0.5
        mixed = torch.einsum("bhij,bjhe->bihe", similar.softmax(-1), v).reshape(b, t, d)
        x = self.drop(self.attn["c_proj"](mixed)) + x
        return self.drop(self.mlp["c_proj"](nn.functional.gelu(self.mlp["c_fc"](self.ln_2(x))))) + x
