import torch
from torch import Tensor


def load_balancing_loss(router_logits: Tensor, k: int, mask: Tensor | None = None) -> Tensor:
    """E * sum of f * P: 1 when choices and probabilities are even, more when the busy experts are also the likely ones.

    router_logits: (N, E), before softmax. mask: (N,) boolean, True for tokens that count. Returns a scalar.
    """
    if mask is not None:
        router_logits = router_logits[mask]
    probs = router_logits.softmax(dim=0)  # (N, E)
    chosen = router_logits.topk(k, dim=-1).indices  # (N, k)
    counts = torch.bincount(chosen.flatten(), minlength=probs.shape[-1])  # (E,), integers without gradient
    f = counts / chosen.numel()  # share of all N * k choices
    return probs.shape[-1] * (f * probs.mean(dim=0)).sum()
