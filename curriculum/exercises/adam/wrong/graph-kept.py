from collections.abc import Iterable

import torch
from torch import Tensor


class Adam:
    """Adam: a mean of gradients, a mean of their squares, both corrected for having started at zero."""

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        self.params = list(params)  # may be a generator, which can be walked only once
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self.weight_decay = weight_decay
        self.means = [torch.zeros_like(p) for p in self.params]  # m
        self.squares = [torch.zeros_like(p) for p in self.params]  # v
        self.counts = [0] * len(self.params)  # t, of each parameter

    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        beta1, beta2 = self.betas
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p  # a new tensor: p.grad is not ours to change
            self.counts[i] += 1
            t = self.counts[i]
            m = self.means[i] = beta1 * self.means[i] + (1 - beta1) * g
            v = self.squares[i] = beta2 * self.squares[i] + (1 - beta2) * g**2
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            p.data -= self.lr * m_hat / (v_hat.sqrt() + self.eps)

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for p in self.params:
            p.grad = None
