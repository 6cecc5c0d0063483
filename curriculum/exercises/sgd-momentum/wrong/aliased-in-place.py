from collections.abc import Iterable

import torch
from torch import Tensor


class SGD:
    """Gradient descent with momentum, L2 weight decay and Nesterov's variant, by the formulas of torch.optim.SGD."""

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        self.params = list(params)  # may be a generator, which can be walked only once
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.nesterov = nesterov
        self.velocities = [None] * len(self.params)  # one for each parameter

    @torch.no_grad()
    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            g = p.grad.add(p, alpha=self.weight_decay) if self.weight_decay else p.grad  # a new tensor: p.grad is not ours to change
            v = self.velocities[i]
            if v is None:
                v = self.velocities[i] = g
            else:
                v.mul_(self.momentum).add_(g)
            p -= self.lr * (g + self.momentum * v if self.nesterov else v)

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for p in self.params:
            p.grad = None
