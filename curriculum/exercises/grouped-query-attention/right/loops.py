import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    """One query head after another, each with its slice of keys and values."""

    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        self.d, rest = divmod(d_model, num_heads)
        self.group, other = divmod(num_heads, num_kv_heads)
        if rest or other:
            raise ValueError("these numbers of heads do not fit")
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, d_model // self.group, bias=False)
        self.v_proj = nn.Linear(d_model, d_model // self.group, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x, mask=None):
        q, k, v = self.q_proj(x), self.k_proj(x), self.v_proj(x)
        outs = []
        for i in range(q.shape[-1] // self.d):
            mine = slice(i * self.d, (i + 1) * self.d)
            shared = slice(i // self.group * self.d, (i // self.group + 1) * self.d)
            scores = q[..., mine] @ k[..., shared].mT / self.d**0.5
            if mask is not None:
                allowed = mask if mask.dim() == 2 else mask[:, i if mask.shape[1] > 1 else 0]
                scores = scores + torch.zeros_like(scores).masked_fill(~allowed, -1e9)
            outs.append(scores.softmax(dim=-1) @ v[..., shared])
        return self.o_proj(torch.cat(outs, dim=-1))
