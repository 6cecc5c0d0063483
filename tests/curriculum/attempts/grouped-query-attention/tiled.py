import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    """Query head i takes KV head i modulo their number."""

    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads > 0 or num_heads % num_kv_heads > 0:
            raise ValueError("does not fit")
        self.n, self.kv, self.w = num_heads, num_kv_heads, d_model // num_heads
        self.k_proj, self.v_proj = (nn.Linear(d_model, self.kv * self.w, False) for _ in range(2))
        self.q_proj, self.o_proj = (nn.Linear(d_model, d_model, False) for _ in range(2))

    def forward(self, x, mask=None):
        qs = self.q_proj(x).chunk(self.n, -1)
        ks, vs = self.k_proj(x).chunk(self.kv, -1), self.v_proj(x).chunk(self.kv, -1)
        scores = torch.stack([qs[i] @ ks[i % self.kv].mT for i in range(self.n)], 1) * self.w**-0.5
        if mask is not None:
            scores = torch.where(mask, scores, float("-inf"))
        weights = scores.softmax(3)
        return self.o_proj(torch.cat([weights[:, i] @ vs[i % self.kv] for i in range(self.n)], -1))
