import torch


class SGD:
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0, nesterov=False):
        self.entries = [{"p": p, "avg": None} for p in params]
        self.lr, self.beta, self.wd, self.nag = lr, momentum, weight_decay, nesterov

    def zero_grad(self):
        for entry in self.entries:
            entry["p"].grad = None

    def step(self):
        for entry in self.entries:
            p = entry["p"]
            if p.grad is None:
                continue
            d = p.grad.detach() + self.wd * p.detach()
            before = torch.zeros_like(d) if entry["avg"] is None else entry["avg"]
            entry["avg"] = torch.lerp(d, before, self.beta)
            move = d + self.beta * entry["avg"] if self.nag else entry["avg"]
            p.data = p.data - self.lr * move
