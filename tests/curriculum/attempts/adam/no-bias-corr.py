import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.groups = [[p, None, None] for p in params]
        self.hyper = lr, betas, eps, weight_decay

    def zero_grad(self):
        for group in self.groups:
            group[0].grad = None

    def step(self):
        lr, (b1, b2), eps, wd = self.hyper
        with torch.no_grad():
            for group in self.groups:
                p, m, v = group
                if p.grad is None:
                    continue
                g = p.grad + wd * p
                m = (1 - b1) * g if m is None else b1 * m + (1 - b1) * g
                v = (1 - b2) * g.square() if v is None else b2 * v + (1 - b2) * g.square()
                group[1:] = m, v
                p.add_(-lr * m / (v**0.5 + eps))
