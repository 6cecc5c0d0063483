from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class LossScaler:
    """Multiplies the loss by self.factor, so that small gradients survive float16, and adapts the factor to overflows."""

    def __init__(
        self, init_scale: float = 65536.0, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000
    ) -> None:
        self.factor = init_scale
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good_steps = 0  # steps without overflow in a row
        self.unscaled = False  # since the last update
        self.overflow = False  # since the last update

    def scale(self, loss: Tensor) -> Tensor:
        """The loss to call backward() on."""
        return torch.tensor(loss.item() * self.factor, requires_grad=True)

    @torch.no_grad()
    def unscale(self, params: Iterable[nn.Parameter]) -> None:
        """Divide the gradients by the factor, in place, and remember whether any number in them is not finite."""
        for parameter in params:
            if parameter.grad is not None:
                parameter.grad.div_(self.factor)
                if not torch.isfinite(parameter.grad).all():
                    self.overflow = True
        self.unscaled = True

    def step(self, opt: Optimizer) -> None:
        """Step the optimizer, unless a gradient is not finite; unscale its gradients first where nobody has yet."""
        if not self.unscaled:
            self.unscale(parameter for group in opt.param_groups for parameter in group["params"])
        if not self.overflow:
            opt.step()

    def update(self) -> None:
        """Adapt the factor: down after an overflow, never below 1; up after `interval` good steps in a row."""
        if self.overflow:
            self.factor = max(1.0, self.factor * self.backoff)
            self.good_steps = 0
        else:
            self.good_steps += 1
            if self.good_steps == self.interval:
                self.factor *= self.growth
                self.good_steps = 0
        self.unscaled = self.overflow = False


def train_step(
    scaler: LossScaler, opt: Optimizer, params: list[nn.Parameter], loss: Tensor, max_norm: float
) -> None:
    """One whole training step from a loss: the gradients are clipped to max_norm, as they are without the factor."""
    opt.zero_grad()
    scaler.scale(loss).backward()
    scaler.unscale(params)  # before clipping: max_norm is meant for the true gradients
    torch.nn.utils.clip_grad_norm_(params, max_norm)
    scaler.step(opt)
    scaler.update()
