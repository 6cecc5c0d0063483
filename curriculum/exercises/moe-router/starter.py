import torch
from torch import Tensor, nn


class MoE(nn.Module):
    """A feed-forward layer of n_experts networks, of which each token uses the k that the router likes best.

    self.router: Linear (d -> n_experts) without bias. self.experts: ModuleList of n_experts networks d -> hidden -> d.
    """

    def __init__(self, d: int, hidden: int, n_experts: int, k: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x: (..., d). Returns y (..., d) and the router's logits (N, n_experts), N tokens in all."""
        raise NotImplementedError
