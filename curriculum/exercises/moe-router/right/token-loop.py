import torch
from torch import nn


class MoE(nn.Module):
    """One token after the other: slow, and plainly right."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.k = k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList()
        for _ in range(n_experts):
            up, down = nn.Linear(d, hidden, bias=False), nn.Linear(hidden, d, bias=False)
            self.experts.append(nn.Sequential(up, nn.ReLU(), down))

    def forward(self, x):
        tokens = x.reshape(-1, x.size(-1))
        logits = self.router(tokens)
        rows = []
        for token, score in zip(tokens, logits):
            p = torch.exp(score - score.max())
            p = p / p.sum()
            chosen = sorted(range(len(p)), key=lambda e: -p[e].item())[: self.k]
            total = sum(p[e] for e in chosen) if self.k > 1 else 1.0
            rows.append(sum(p[e] / total * self.experts[e](token) for e in chosen))
        return torch.stack(rows).reshape(x.shape), logits
