import torch
from torch import nn


class Mixer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.c_attn, self.c_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.c_attn(x).view(b, t, 3, self.heads, -1).unbind(2)
        scores = torch.einsum("bihe,bjhe->bhij", q, k) * (self.heads / c) ** 0.5
        scores = scores.masked_fill(torch.ones(t, t).triu(1).bool(), -1e30)
        return self.c_proj(torch.einsum("bhij,bjhe->bihe", scores.softmax(-1), v).reshape(b, t, c))


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1, self.ln_2, self.attn = nn.LayerNorm(width), nn.LayerNorm(width), Mixer(width, heads)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x):
        x = self.attn(self.ln_1(x)) + x
        return self.mlp["c_proj"](nn.functional.gelu(self.mlp["c_fc"](self.ln_2(x)), approximate="tanh")) + x


class GPT(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.longest = cfg.block_size
        self.wte, self.wpe = nn.Embedding(cfg.vocab_size, cfg.n_embd), nn.Embedding(cfg.block_size, cfg.n_embd)
        for table in (self.wte, self.wpe):
            table.weight.data.mul_(0.02)
        self.h = nn.Sequential(*[Layer(cfg.n_embd, cfg.n_head) for _ in range(cfg.n_layer)])
        self.ln_f = nn.LayerNorm(cfg.n_embd)
        self.lm_head = nn.Linear(cfg.n_embd, cfg.vocab_size, bias=False)
        self.lm_head.load_state_dict(self.wte.state_dict())

    def forward(self, idx):
        if idx.shape[1] > self.longest:
            raise ValueError("too long")
        place = torch.arange(idx.shape[1]).expand_as(idx)
        return self.lm_head(self.ln_f(self.h(self.wte(idx) + self.wpe(place))))
