import torch


class LossScaler:
    def __init__(self, init_scale=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.factor = init_scale
        self.up, self.down, self.patience = growth, backoff, interval
        self.streak = 0
        self.report = None

    def scale(self, loss):
        return loss.mul(self.factor)

    def unscale(self, params):
        fine = True
        for p in params:
            if p.grad is None:
                continue
            p.grad = p.grad / self.factor
            fine = fine and not bool((p.grad != p.grad).any())
        self.report = fine

    def step(self, opt):
        if self.report is None:
            self.unscale(sum((group["params"] for group in opt.param_groups), []))
        if self.report:
            opt.step()

    def update(self):
        if self.report is False:
            self.factor = max(self.factor * self.down, 1.0)
            self.streak = -1
        self.streak += 1
        if self.streak == self.patience:
            self.streak, self.factor = 0, self.factor * self.up
        self.report = None


def train_step(scaler, opt, params, loss, max_norm):
    for p in params:
        p.grad = None
    big = scaler.scale(loss)
    big.backward()
    scaler.unscale(params)
    length = sum(p.grad.square().sum() for p in params if p.grad is not None) ** 0.5
    if length > max_norm:
        for p in params:
            if p.grad is not None:
                p.grad = p.grad * (max_norm / length)
    scaler.step(opt)
    scaler.update()
