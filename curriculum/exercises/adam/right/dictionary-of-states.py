import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.params = [p for p in params]
        self.lr, (self.b1, self.b2), self.eps, self.wd = lr, betas, eps, weight_decay
        self.state = {}

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            g = p.grad.add(p, alpha=self.wd) if self.wd else p.grad
            m, v, t = self.state.get(p, (torch.zeros_like(p), torch.zeros_like(p), 0))
            m, v, t = m.lerp(g, 1 - self.b1), v.lerp(g * g, 1 - self.b2), t + 1
            self.state[p] = m, v, t
            p.sub_(self.lr * (m / (1 - self.b1**t)) / (torch.sqrt(v / (1 - self.b2**t)) + self.eps))

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()
