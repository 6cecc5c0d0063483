import torch
from torch import nn


class MoE(nn.Module):
    """Gates gathered from the full softmax, experts in the outer loop."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.top = k
        self.router = nn.Linear(d, n_experts, bias=False)
        nets = [nn.Sequential(nn.Linear(d, hidden), nn.SiLU(), nn.Linear(hidden, d)) for _ in range(n_experts)]
        self.experts = nn.ModuleList(nets)

    def forward(self, x):
        flat = x.flatten(end_dim=-2)
        scores = self.router(flat)
        p = torch.exp(scores - scores.logsumexp(1, keepdim=True))
        best = scores.argsort(dim=1, descending=True)[:, : self.top]
        y = flat * 0
        for e in range(len(self.experts)):
            mine = (best == e).any(dim=1)
            if mine.any():
                y[mine] += p[mine, e].unsqueeze(1) * self.experts[e](flat[mine])
        return y.reshape_as(x), scores
