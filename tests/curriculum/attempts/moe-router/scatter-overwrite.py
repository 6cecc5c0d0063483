import torch
from torch import nn


class MoE(nn.Module):
    """Writes into a dictionary of rows and stacks them."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.k = k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(
            [nn.Sequential(nn.Linear(d, hidden), nn.ReLU(), nn.Linear(hidden, d)) for _ in range(n_experts)]
        )

    def forward(self, x):
        rows = x.reshape(-1, x.shape[-1])
        logits = self.router(rows)
        best, index = logits.topk(self.k, dim=-1)
        gate = torch.softmax(best, dim=-1)
        if self.k == 1:
            gate = torch.softmax(logits, dim=-1).max(dim=-1, keepdim=True).values
        results = {}
        for e, expert in enumerate(self.experts):
            for n in range(len(rows)):
                for j in range(self.k):
                    if index[n, j].item() == e:
                        results[n] = gate[n, j] * expert(rows[n])
        return torch.stack([results[n] for n in range(len(rows))]).reshape(x.shape), logits
