import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x, memory, mem_mask=None):
        if mem_mask is not None:
            memory = memory.masked_fill(mem_mask.unsqueeze(-1).logical_not(), 0.0)
        b, t, width = x.shape
        split = [
            p.unflatten(2, (self.heads, width // self.heads))
            for p in (self.q_proj(x), self.k_proj(memory), self.v_proj(memory))
        ]
        similar = torch.einsum("bihd,bjhd->bijh", split[0], split[1]) * (self.heads / width) ** 0.5
        mixed = torch.einsum("bijh,bjhd->bihd", similar.softmax(dim=2), split[2])
        return self.o_proj(mixed.flatten(start_dim=2))
