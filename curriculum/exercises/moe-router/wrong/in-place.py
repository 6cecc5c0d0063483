import torch
from torch import Tensor, nn


class MoE(nn.Module):
    """A feed-forward layer of n_experts networks, of which each token uses the k that the router likes best.

    self.router: Linear (d -> n_experts) without bias. self.experts: ModuleList of n_experts networks d -> hidden -> d.
    """

    def __init__(self, d: int, hidden: int, n_experts: int, k: int) -> None:
        super().__init__()
        self.k = k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(d, hidden), nn.GELU(), nn.Linear(hidden, d)) for _ in range(n_experts)
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x: (..., d). Returns y (..., d) and the router's logits (N, n_experts), N tokens in all."""
        tokens = x.reshape(-1, x.shape[-1])  # (N, d)
        logits = self.router(tokens)  # (N, E)
        weights, chosen = logits.softmax(dim=-1).topk(self.k, dim=-1)  # (N, k) each
        if self.k > 1:  # with k = 1 this would always be 1, and the router would get no gradient
            weights = weights / weights.sum(dim=-1, keepdim=True)
        y = tokens.detach()
        tokens = tokens.clone()
        y.zero_()
        for number, expert in enumerate(self.experts):
            token, place = (chosen == number).nonzero(as_tuple=True)  # who chose it, and as which choice
            if len(token):
                y = y.index_add_(0, token, weights[token, place, None] * expert(tokens[token]))
        return y.reshape(x.shape), logits
