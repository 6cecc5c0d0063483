from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class LossScaler:
    """Multiplies the loss by self.factor, so that small gradients survive float16, and adapts the factor to overflows."""

    def __init__(
        self, init_scale: float = 65536.0, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000
    ) -> None:
        raise NotImplementedError

    def scale(self, loss: Tensor) -> Tensor:
        """The loss to call backward() on."""
        raise NotImplementedError

    def unscale(self, params: Iterable[nn.Parameter]) -> None:
        """Divide the gradients by the factor, in place, and remember whether any number in them is not finite."""
        raise NotImplementedError

    def step(self, opt: Optimizer) -> None:
        """Step the optimizer, unless a gradient is not finite; unscale its gradients first where nobody has yet."""
        raise NotImplementedError

    def update(self) -> None:
        """Adapt the factor: down after an overflow, never below 1; up after `interval` good steps in a row."""
        raise NotImplementedError


def train_step(
    scaler: LossScaler, opt: Optimizer, params: list[nn.Parameter], loss: Tensor, max_norm: float
) -> None:
    """One whole training step from a loss: the gradients are clipped to max_norm, as they are without the factor."""
    raise NotImplementedError
