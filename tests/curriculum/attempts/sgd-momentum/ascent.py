import torch


class SGD:
    def __init__(self, params, lr, momentum=0, weight_decay=0, nesterov=False):
        self.ps = list(params)
        self.cfg = (lr, momentum, weight_decay, nesterov)
        self.bufs = {}

    def zero_grad(self):
        for p in self.ps:
            p.grad = torch.zeros_like(p)

    def step(self):
        lr, mu, wd, nag = self.cfg
        for k, p in enumerate(self.ps):
            if p.grad is not None:
                g = p.grad + wd * p.data
                self.bufs[k] = mu * self.bufs[k] + g if k in self.bufs else g.clone()
                p.data.add_(lr * (g + mu * self.bufs[k] if nag else self.bufs[k]))
