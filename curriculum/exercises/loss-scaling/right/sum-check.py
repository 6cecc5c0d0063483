import math

import torch


class LossScaler:
    def __init__(self, init_scale=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.factor = init_scale
        self.config = dict(growth=growth, backoff=backoff, interval=interval)
        self.since = 0
        self.total = None  # the sum of all gradients, None until they are unscaled

    def scale(self, loss):
        return self.factor * loss

    def unscale(self, params):
        inverse = 1.0 / self.factor
        self.total = 0.0
        for p in params:
            if p.grad is None:
                continue
            p.grad.mul_(inverse)
            self.total += p.grad.abs().sum().item()

    def step(self, opt):
        if self.total is None:
            self.unscale([p for g in opt.param_groups for p in g["params"]])
        if math.isfinite(self.total):
            opt.step()

    def update(self):
        if self.total is not None and not math.isfinite(self.total):
            self.factor = max(self.factor * self.config["backoff"], 1.0)
            self.since = 0
        else:
            self.since += 1
        if self.since >= self.config["interval"]:
            self.factor *= self.config["growth"]
            self.since = 0
        self.total = None


def train_step(scaler, opt, params, loss, max_norm):
    opt.zero_grad(set_to_none=False)
    grads = torch.autograd.grad(scaler.scale(loss), params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = g
    # max_norm times the factor, and clipping before unscaling, is the same length
    torch.nn.utils.clip_grad_norm_(params, max_norm * scaler.factor)
    scaler.step(opt)
    scaler.update()
