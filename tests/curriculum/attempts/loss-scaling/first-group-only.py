import math
import torch


class LossScaler:
    def __init__(self, init_scale=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.factor = float(init_scale)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self._good = 0
        self._state = None  # None: not unscaled; True/False: finite

    def scale(self, loss):
        return loss * self.factor

    @torch.no_grad()
    def unscale(self, params):
        fine = True
        for p in params:
            if p.grad is None:
                continue
            p.grad.div_(self.factor)
            fine = fine and bool(torch.isfinite(p.grad).all())
        self._state = fine

    def step(self, opt):
        if self._state is None:
            self.unscale(p for p in opt.param_groups[0]["params"])
        if self._state:
            opt.step()

    def update(self):
        if self._state is False:
            self.factor = max(1.0, self.factor * self.backoff)
            self._good = 0
        else:
            self._good += 1
            if self._good == self.interval:
                self.factor *= self.growth
                self._good = 0
        self._state = None


def train_step(scaler, opt, params, loss, max_norm):
    opt.zero_grad()
    scaler.scale(loss).backward()
    scaler.unscale(params)
    torch.nn.utils.clip_grad_norm_(params, max_norm)
    scaler.step(opt)
    scaler.update()
