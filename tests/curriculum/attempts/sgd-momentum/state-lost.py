import torch


class SGD:
    def __init__(self, params, lr, momentum=0, weight_decay=0, nesterov=False):
        self.ps = list(params)
        self.lr, self.mu, self.wd, self.nag = lr, momentum, weight_decay, nesterov

    def zero_grad(self):
        for p in self.ps:
            p.grad = None

    @torch.no_grad()
    def step(self):
        velocity = {}
        for p in self.ps:
            if p.grad is None:
                continue
            g = p.grad + self.wd * p
            velocity[p] = self.mu * velocity.get(p, 0) + g
            p.copy_(p - self.lr * (g + self.mu * velocity[p] if self.nag else velocity[p]))
