from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor


class AdamW:
    """Adam whose weight decay acts on the parameters themselves, not on their gradients.

    params: parameters, or groups of them: dicts with "params" and, optionally, "lr" and "weight_decay" of their own.
    """

    def __init__(
        self,
        params: Iterable[Tensor] | Iterable[dict[str, Any]],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        given = list(params)  # may be a generator, which can be walked only once
        groups = given if given and isinstance(given[0], dict) else [{"params": given}]
        usual = {"lr": lr, "weight_decay": weight_decay}
        self.betas = betas
        self.eps = eps
        self.rules = []  # (parameter, its learning rate and decay)
        for group in groups:
            self.rules += [(p, {**usual, **group}) for p in list(group["params"])]
        self.params = [p for p, _ in self.rules]
        self.means = [torch.zeros_like(p) for p in self.params]  # m
        self.squares = [torch.zeros_like(p) for p in self.params]  # v
        self.counts = [0] * len(self.params)  # t, of each parameter

    @torch.no_grad()
    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        beta1, beta2 = self.betas
        for i, (p, rule) in enumerate(self.rules):
            if p.grad is None:
                continue
            lr, weight_decay = rule["lr"], rule["weight_decay"]
            g = p.grad
            p *= 1 - lr * weight_decay  # does not pass through m and v
            self.counts[i] += 1
            t = self.counts[i]
            m, v = self.means[i], self.squares[i]
            m.mul_(beta1).add_(g, alpha=1 - beta1)
            v.mul_(beta2).add_(g, alpha=1 - beta2)
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            p -= lr * m_hat / (v_hat.sqrt() + self.eps)

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for p in self.params:
            p.grad = None
