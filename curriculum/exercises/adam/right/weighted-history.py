import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.betas, self.eps, self.wd = lr, betas, eps, weight_decay
        self.history = [[] for _ in self.params]  # by the definition: all gradients so far

    def step(self):
        b1, b2 = self.betas
        for p, seen in zip(self.params, self.history):
            if p.grad is None:
                continue
            seen.append((p.grad + self.wd * p).detach().clone())
            ages = range(len(seen) - 1, -1, -1)
            first = sum(b1**age * g for age, g in zip(ages, seen)) / sum(b1**age for age in ages)
            second = sum(b2**age * g**2 for age, g in zip(ages, seen)) / sum(b2**age for age in ages)
            p.data -= self.lr * first / (second**0.5 + self.eps)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
