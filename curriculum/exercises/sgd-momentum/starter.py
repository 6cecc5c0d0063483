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
        raise NotImplementedError

    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Forget the gradients."""
        raise NotImplementedError
