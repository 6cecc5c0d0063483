import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads, bias=True):
        super().__init__()
        if d_model % num_heads:
            raise ValueError("does not fit")
        self.h = num_heads
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(d_model, d_model, bias) for _ in range(4))

    def forward(self, x, mask=None):
        heads = []
        for n in range(self.h):
            q, k, v = (proj(x)[..., n :: self.h] for proj in (self.q_proj, self.k_proj, self.v_proj))
            s = q @ k.mT / q.shape[-1] ** 0.5
            if mask is not None:
                s = s.masked_fill(~mask.expand(x.shape[0], self.h, -1, -1)[:, n], -torch.inf)
            heads.append(s.softmax(-1) @ v)
        return self.o_proj(torch.stack(heads, -1).flatten(-2))
