"""Whom load-balancing-loss agrees with: transformers, which multiplies by k and counts in float32."""

from types import ModuleType

import torch
from compare import leaf
from transformers.models.mixtral.modeling_mixtral import load_balancing_loss_func


def agree(solution: ModuleType) -> None:
    logits = leaf(12, 5)
    mask = torch.tensor([[True] * 5 + [False], [True] * 3 + [False] * 3])
    for k in (1, 2, 3):
        for allowed in (None, mask):
            flat = None if allowed is None else allowed.flatten()
            ours = solution.load_balancing_loss(logits, k, flat)
            theirs = load_balancing_loss_func((logits,), 5, k, allowed) / k
            assert abs(ours - theirs) < 1e-6, f"k = {k}: {ours} and {theirs}"
            grads = [torch.autograd.grad(loss, logits)[0] for loss in (ours, theirs)]
            assert grads[0].abs().max() > 1e-3
            assert torch.allclose(*grads, atol=1e-7), f"gradient, k = {k}"
