import torch
import torch.nn.functional as F
from torch import nn


class GroupedQueryAttention(nn.Module):
    """All three projections in one product, keys and values expanded as Llama does it, softmax in float32."""

    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads != 0:
            raise ValueError("num_heads")
        if num_heads % num_kv_heads != 0:
            raise ValueError("num_kv_heads")
        self.num_heads, self.num_kv_heads = num_heads, num_kv_heads
        kv_width = d_model // num_heads * num_kv_heads
        self.q_proj, self.o_proj = (nn.Linear(d_model, d_model, bias=False) for _ in range(2))
        self.k_proj, self.v_proj = (nn.Linear(d_model, kv_width, bias=False) for _ in range(2))

    def spread(self, y):
        b, n, t, d = y.shape
        return y[:, :, None].expand(b, n, self.num_heads // n, t, d).reshape(b, self.num_heads, t, d)

    def forward(self, x, mask=None):
        weight = torch.cat([self.q_proj.weight, self.k_proj.weight, self.v_proj.weight])
        b, t, width = x.shape
        heads = F.linear(x, weight).view(b, t, -1, width // self.num_heads).transpose(1, 2)
        q, k, v = heads.split([self.num_heads, self.num_kv_heads, self.num_kv_heads], dim=1)
        k, v = self.spread(k), self.spread(v)
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not(), -1e30)
        weights = scores.softmax(-1, dtype=torch.float32).to(x.dtype)
        return self.o_proj((weights @ v).transpose(1, 2).flatten(2))
