import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.width = d_model // num_heads
        self.o_proj, self.v_proj, self.k_proj, self.q_proj = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, memory, mem_mask=None):
        rows, columns = torch.arange(x.shape[1])[:, None], torch.arange(memory.shape[1])
        hidden = (columns > rows)[None]
        if mem_mask is not None:
            hidden = hidden | mem_mask.logical_not()[:, None]
        found = []
        for q, k, v in zip(
            *(p.split(self.width, 2) for p in (self.q_proj(x), self.k_proj(memory), self.v_proj(memory)))
        ):
            s = torch.einsum("bqd,bkd->bqk", q, k) / self.width**0.5
            found.append(torch.einsum("bqk,bkd->bqd", s.masked_fill(hidden, -1e9).softmax(-1), v))
        return self.o_proj(torch.cat(found, 2))
