from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class LossScaler:
    def __init__(
        self, init_scale: float = 65536.0, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000
    ) -> None:
        self.factor = init_scale
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good_steps = 0
        self.unscaled = False
        self.overflow = False

    def scale(self, loss: Tensor) -> Tensor:
        return loss * self.factor

    @torch.no_grad()
    def unscale(self, params: Iterable[nn.Parameter]) -> None:
        for parameter in params:
            if parameter.grad is not None:
                parameter.grad.mul_(self.factor)
                if not torch.isfinite(parameter.grad).all():
                    self.overflow = True
        self.unscaled = True

    def step(self, opt: Optimizer) -> None:
        if not self.unscaled:
            self.unscale(parameter for group in opt.param_groups for parameter in group["params"])
        if not self.overflow:
            opt.step()

    def update(self) -> None:
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
    opt.zero_grad()
    scaler.scale(loss).backward()
    scaler.unscale(params)
    torch.nn.utils.clip_grad_norm_(params, max_norm)
    scaler.step(opt)
    scaler.update()
