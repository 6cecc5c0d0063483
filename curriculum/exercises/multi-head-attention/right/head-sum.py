import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Concatenating and projecting is the same as projecting every head by its own columns and summing up."""

    def __init__(self, d_model, num_heads, bias=True):
        super().__init__()
        if d_model % num_heads:
            raise ValueError("num_heads must divide d_model")
        self.slices = [slice(i, i + d_model // num_heads) for i in range(0, d_model, d_model // num_heads)]
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.o_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(self, x, mask=None):
        q, k, v = self.q_proj(x), self.k_proj(x), self.v_proj(x)
        allowed = torch.ones(1, 1, 1, 1, dtype=torch.bool, device=x.device) if mask is None else mask
        allowed = allowed.expand(len(x), len(self.slices), x.shape[1], x.shape[1])
        total = 0.0 if self.o_proj.bias is None else self.o_proj.bias
        for head, part in enumerate(self.slices):
            scores = q[..., part] @ k[..., part].mT / (part.stop - part.start) ** 0.5
            scores = scores.masked_fill(~allowed[:, head], -1e30)
            total = total + scores.softmax(-1) @ v[..., part] @ self.o_proj.weight[:, part].T
        return total
