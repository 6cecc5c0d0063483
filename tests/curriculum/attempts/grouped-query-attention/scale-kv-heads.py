import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads or num_heads % num_kv_heads:
            raise ValueError
        self.shape = (num_kv_heads, num_heads // num_kv_heads, d_model // num_heads)
        self.factor = (num_kv_heads / d_model) ** 0.5
        narrow = num_kv_heads * self.shape[2]
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, narrow, bias=False)
        self.v_proj = nn.Linear(d_model, narrow, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x, mask=None):
        n, g, d = self.shape
        q = self.q_proj(x).unflatten(-1, (n, g, d)).permute(0, 2, 3, 1, 4)  # (B, n, g, T, d)
        k = self.k_proj(x).unflatten(-1, (n, 1, d)).permute(0, 2, 3, 4, 1)  # (B, n, 1, d, T)
        v = self.v_proj(x).unflatten(-1, (n, 1, d)).permute(0, 2, 3, 1, 4)
        scores = (q @ k) * self.factor
        if mask is not None:
            scores = scores - (~mask).double().reshape(-1, 1, 1, *mask.shape[-2:]) * 1e9
        out = (scores.softmax(-1) @ v).permute(0, 3, 1, 2, 4)
        return self.o_proj(out.reshape_as(x))
