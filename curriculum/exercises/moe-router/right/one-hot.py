import torch
from torch import nn


class MoE(nn.Module):
    """Weights as a sparse matrix (N, E), the rows of each expert found by a one-hot mask."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.n_experts, self.k = n_experts, k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(d, hidden), nn.Tanh(), nn.Linear(hidden, d)) for _ in range(n_experts)
        )

    def forward(self, x):
        tokens = x.reshape(-1, x.shape[-1])
        logits = tokens @ self.router.weight.T
        probs = torch.softmax(logits, dim=-1)
        index = logits.topk(self.k, dim=-1).indices
        mask = torch.nn.functional.one_hot(index, self.n_experts).sum(dim=1)  # (N, E)
        kept = probs * mask
        if self.k != 1:
            kept = kept / kept.sum(dim=-1, keepdim=True)
        y = torch.zeros_like(tokens)
        for e in range(self.n_experts):
            rows = mask[:, e].nonzero().squeeze(-1)
            answer = self.experts[e](tokens.index_select(0, rows))
            y.index_add_(0, rows, kept[rows, e].unsqueeze(-1) * answer)
        return y.reshape(x.shape), logits
