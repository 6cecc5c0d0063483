import torch
from torch import nn


class CrossAttention(nn.Module):
    """Sums the heads, each through its own columns of the output projection; softmax, mask, renormalise."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.width = d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x, memory, mem_mask=None):
        if mem_mask is None:
            mem_mask = torch.ones(memory.shape[:2], dtype=torch.bool, device=memory.device)
        parts = zip(*(y.split(self.width, -1) for y in (self.q_proj(x), self.k_proj(memory), self.v_proj(memory))))
        columns = self.o_proj.weight.split(self.width, dim=1)
        total = self.o_proj.bias
        for (q, k, v), out in zip(parts, columns):
            weights = (q @ k.transpose(1, 2) / self.width**0.5).softmax(dim=2) * mem_mask[:, None]
            weights = weights / weights.sum(dim=2, keepdim=True)
            total = total + weights @ v @ out.T
        return total
