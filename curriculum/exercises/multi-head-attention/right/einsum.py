import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads, bias=True):
        if d_model % num_heads:
            raise ValueError(f"{d_model} features cannot be shared among {num_heads} heads")
        super().__init__()
        self.heads = num_heads
        self.q_proj, self.k_proj = nn.Linear(d_model, d_model, bias), nn.Linear(d_model, d_model, bias)
        self.v_proj, self.o_proj = nn.Linear(d_model, d_model, bias), nn.Linear(d_model, d_model, bias)

    def forward(self, x, mask=None):
        q, k, v = (p(x).unflatten(-1, (self.heads, -1)) for p in (self.q_proj, self.k_proj, self.v_proj))
        scores = torch.einsum("bihd,bjhd->bhij", q, k) / q.size(-1) ** 0.5
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not(), torch.finfo(scores.dtype).min)
        return self.o_proj(torch.einsum("bhij,bjhd->bihd", scores.softmax(-1), v).flatten(2))
