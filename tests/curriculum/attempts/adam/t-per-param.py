import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.ps = list(params)
        self.lr, self.betas, self.eps, self.wd, self.t = lr, betas, eps, weight_decay, 0
        self.m = {id(p): torch.zeros_like(p.data) for p in self.ps}
        self.v = {id(p): torch.zeros_like(p.data) for p in self.ps}

    def zero_grad(self):
        for p in self.ps:
            p.grad = None

    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.t += 1
                g = p.grad.data + self.wd * p.data
                k = id(p)
                self.m[k] = self.betas[0] * self.m[k] + (1 - self.betas[0]) * g
                self.v[k] = self.betas[1] * self.v[k] + (1 - self.betas[1]) * g**2
                first = self.m[k] / (1 - self.betas[0] ** self.t)
                second = self.v[k] / (1 - self.betas[1] ** self.t)
                p.data -= self.lr * first / (torch.sqrt(second) + self.eps)
