import torch
import torch.nn.functional as F
from torch import nn


class Expert(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        self.up, self.down = nn.Linear(d, hidden), nn.Linear(hidden, d)

    def forward(self, x):
        return self.down(F.silu(self.up(x)))


class MoE(nn.Module):
    """Top-k of the scores first, softmax over the chosen ones; with one choice the full softmax is needed."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.k = k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList([Expert(d, hidden) for _ in range(n_experts)])

    def forward(self, x):
        shape = x.shape
        x = x.flatten(0, -2)
        scores = self.router(x)
        best, index = torch.topk(scores, self.k, dim=1)
        gate = best.softmax(dim=1) if self.k > 1 else F.softmax(scores, dim=1).gather(1, index)
        out = torch.zeros_like(x)
        for place in range(self.k):
            for e in index[:, place].unique().tolist():
                rows = index[:, place] == e
                out[rows] = out[rows] + gate[rows, place : place + 1] * self.experts[e](x[rows])
        return out.view(shape), scores.view(*shape[:-1], -1)
