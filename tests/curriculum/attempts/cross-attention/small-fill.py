import torch, math
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h, self.d = num_heads, d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x, memory, mem_mask=None):
        B, T, D = x.shape
        q = self.q_proj(x).view(B, T, self.h, self.d).transpose(1, 2)
        k = self.k_proj(memory).view(B, -1, self.h, self.d).transpose(1, 2)
        v = self.v_proj(memory).view(B, -1, self.h, self.d).transpose(1, 2)
        s = q @ k.transpose(-1, -2) / math.sqrt(self.d)
        if mem_mask is not None:
            s = s.masked_fill(~mem_mask[:, None, None, :], -100)
        return self.o_proj((s.softmax(-1) @ v).transpose(1, 2).reshape(B, T, D))
