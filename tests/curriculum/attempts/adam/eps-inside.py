import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.ps = list(params)
        self.lr, self.betas, self.eps, self.wd = lr, betas, eps, weight_decay
        self.memory = {}

    def zero_grad(self):
        for p in self.ps:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for k, p in enumerate(self.ps):
            if p.grad is None:
                continue
            g = p.grad + self.wd * p
            m, v, t = self.memory.setdefault(k, [0, 0, 0])
            t += 1
            m = m + (1 - self.betas[0]) * (g - m)
            v = v + (1 - self.betas[1]) * (g * g - v)
            self.memory[k] = [m, v, t]
            scale = torch.rsqrt(v / (1 - self.betas[1] ** t) + self.eps)
            p -= self.lr * scale * m / (1 - self.betas[0] ** t)
