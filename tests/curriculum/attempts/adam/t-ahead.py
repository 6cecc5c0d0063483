import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.params = list(params)
        self.lr = lr
        self.b = betas
        self.eps = eps
        self.wd = weight_decay
        self.m = [torch.zeros_like(p) for p in self.params]
        self.v = [torch.zeros_like(p) for p in self.params]
        self.t = [1] * len(self.params)

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            self.t[i] += 1
            g = p.grad + self.wd * p
            self.m[i] = self.b[0] * self.m[i] + (1 - self.b[0]) * g
            self.v[i] = self.b[1] * self.v[i] + (1 - self.b[1]) * g**2
            mh = self.m[i] / (1 - self.b[0] ** self.t[i])
            vh = self.v[i] / (1 - self.b[1] ** self.t[i])
            p -= self.lr * mh / (vh.sqrt() + self.eps)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
