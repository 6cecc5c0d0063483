import torch
from torch import nn


class CrossAttention(nn.Module):
    """One sentence and one head at a time; padding is cut out of memory instead of masked."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.d, self.num_heads = d_model // num_heads, num_heads
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, memory, mem_mask=None):
        rows = []
        for b in range(x.shape[0]):
            known = memory[b] if mem_mask is None else memory[b][mem_mask[b]]
            q, k, v = self.q_proj(x[b]), self.k_proj(known), self.v_proj(known)
            heads = []
            for i in range(self.num_heads):
                own = slice(i * self.d, (i + 1) * self.d)
                scores = q[:, own] @ k[:, own].T / self.d**0.5
                scores = scores - scores.amax(dim=1, keepdim=True)
                heads.append(scores.exp() / scores.exp().sum(dim=1, keepdim=True) @ v[:, own])
            rows.append(self.o_proj(torch.cat(heads, dim=1)))
        return torch.stack(rows)
