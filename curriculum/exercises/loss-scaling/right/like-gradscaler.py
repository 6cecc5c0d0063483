import torch


class LossScaler:
    """found_inf as a tensor, as GradScaler keeps it; looks at the gradients when stepping, not when unscaling."""

    def __init__(self, init_scale=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.factor, self.rules = float(init_scale), (growth, backoff, interval)
        self.tracker, self.state, self.found = 0, "ready", None

    def scale(self, loss):
        return torch.mul(loss, self.factor)

    def unscale(self, params):
        for p in list(params):
            if p.grad is not None:
                p.grad = p.grad * (1.0 / self.factor)
        self.state = "unscaled"

    def step(self, opt):
        params = [p for group in opt.param_groups for p in group["params"] if p.grad is not None]
        if self.state == "ready":
            self.unscale(params)
        self.found = any(bool((p.grad - p.grad).ne(0).any()) for p in params)
        if self.found:
            return None
        return opt.step()

    def update(self):
        growth, backoff, interval = self.rules
        self.tracker = 0 if self.found else self.tracker + 1
        if self.found:
            self.factor = self.factor * backoff if self.factor * backoff > 1 else 1.0
        elif self.tracker % interval == 0:
            self.factor, self.tracker = self.factor * growth, 0
        self.state, self.found = "ready", None


def train_step(scaler, opt, params, loss, max_norm):
    for p in params:
        p.grad = None
    scaler.scale(loss).backward()
    scaler.unscale(params)
    norm = torch.cat([p.grad.flatten() for p in params if p.grad is not None]).norm()
    for p in params:
        if p.grad is not None and norm > max_norm:
            p.grad *= max_norm / norm
    scaler.step(opt)
    scaler.update()
