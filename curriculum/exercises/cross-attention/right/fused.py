import torch
import torch.nn.functional as F
from torch import nn


class CrossAttention(nn.Module):
    """Keys and values in one product, batch and heads folded for bmm."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def fold(self, y):
        return torch.cat(y.chunk(self.h, dim=-1), dim=0)

    def forward(self, x, memory, mem_mask=None):
        both = F.linear(
            memory,
            torch.cat([self.k_proj.weight, self.v_proj.weight]),
            torch.cat([self.k_proj.bias, self.v_proj.bias]),
        )
        k, v = (self.fold(part) for part in both.chunk(2, dim=-1))  # (h * B, Tk, d), heads outside
        q = self.fold(self.q_proj(x)) * k.shape[-1] ** -0.5
        bias = torch.zeros_like(memory[:, :1, 0]).expand(-1, memory.shape[1])
        if mem_mask is not None:
            bias = bias.masked_fill(~mem_mask, float("-inf"))
        scores = torch.baddbmm(bias.repeat(self.h, 1)[:, None], q, k.mT)
        out = torch.bmm(torch.softmax(scores, dim=-1), v)
        return self.o_proj(torch.cat(out.chunk(self.h, dim=0), dim=-1))
