import torch
from torch import nn


class MoE(nn.Module):
    """A matrix of -inf with the chosen scores filled in, then one softmax."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.n, self.k = n_experts, k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(
            [nn.Sequential(nn.Linear(d, hidden), nn.GELU(), nn.Linear(hidden, d)) for _ in range(n_experts)]
        )

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        logits = self.router(flat)
        value, where = logits.topk(self.k)
        gate = torch.full_like(logits, float("-inf")).scatter(1, where, value).softmax(1)
        y = torch.zeros_like(flat)
        for e in range(self.n):
            who = torch.nonzero(gate[:, e] > 0)[:, 0]
            y = y.index_add(0, who, self.experts[e](flat[who]) * gate[who, e].reshape(-1, 1))
        return y.reshape(x.shape), logits
