import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads, bias=True):
        super().__init__()
        if d_model % num_heads:
            raise ValueError
        self.h, self.d = num_heads, d_model
        for name in "qkvo":
            self.add_module(f"{name}_proj", nn.Linear(d_model, d_model, bias=bias))

    def forward(self, x, mask=None):
        q, k, v = (torch.stack(p(x).chunk(self.h, dim=-1), dim=1) for p in (self.q_proj, self.k_proj, self.v_proj))
        a = (q / self.d**0.5) @ k.mT
        if mask is not None:
            a = torch.where(mask, a, -1e15)
        return self.o_proj(torch.cat((a.softmax(-1) @ v).unbind(1), dim=-1))
