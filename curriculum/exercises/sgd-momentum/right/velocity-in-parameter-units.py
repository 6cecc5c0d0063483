import torch


class SGD:
    """The velocity carries the learning rate and its sign: v = m v - lr g, p += v."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0, nesterov=False):
        self.params = tuple(params)
        self.lr, self.momentum, self.weight_decay, self.nesterov = lr, momentum, weight_decay, nesterov
        self.v = {p: 0.0 for p in self.params}

    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            push = -self.lr * (p.grad + self.weight_decay * p.data)
            self.v[p] = self.momentum * self.v[p] + push
            p.data += push + self.momentum * self.v[p] if self.nesterov else self.v[p]

    def zero_grad(self):
        for p in self.params:
            p.grad = None
