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
        raise NotImplementedError

    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Forget the gradients."""
        raise NotImplementedError
