import torch
from torch import Tensor


def load_balancing_loss(router_logits: Tensor, k: int, mask: Tensor | None = None) -> Tensor:
    """E * sum of f * P: 1 when choices and probabilities are even, more when the busy experts are also the likely ones.

    router_logits: (N, E), before softmax. mask: (N,) boolean, True for tokens that count. Returns a scalar.
    """
    raise NotImplementedError
