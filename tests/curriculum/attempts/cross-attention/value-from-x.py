import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.n = num_heads
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = [nn.Linear(d_model, d_model) for _ in "qkvo"]

    def forward(self, x, memory, mem_mask=None):
        asked = torch.stack(self.q_proj(x).chunk(self.n, -1), 1)
        keys = torch.stack(self.k_proj(memory).chunk(self.n, -1), 1)
        values = torch.stack(self.v_proj(x).chunk(self.n, -1), 1)
        table = torch.matmul(asked, keys.mT) * asked.shape[-1] ** -0.5
        if mem_mask is not None:
            table = torch.where(mem_mask.unsqueeze(1).unsqueeze(1), table, -1e12)
        return self.o_proj(torch.cat(torch.matmul(table.softmax(3), values).unbind(1), -1))
