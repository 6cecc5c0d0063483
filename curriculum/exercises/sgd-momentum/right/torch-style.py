import torch


class SGD:
    def __init__(self, params, lr, momentum=0, weight_decay=0, nesterov=False):
        self.params = [*params]
        self.options = lr, momentum, weight_decay, nesterov
        self.state = {}

    def step(self):
        lr, momentum, weight_decay, nesterov = self.options
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    d = p.grad
                    if weight_decay != 0:
                        d = d.add(p, alpha=weight_decay)
                    if momentum != 0:
                        if id(p) not in self.state:
                            self.state[id(p)] = torch.clone(d)
                        else:
                            self.state[id(p)].mul_(momentum).add_(d)
                        d = d.add(self.state[id(p)], alpha=momentum) if nesterov else self.state[id(p)]
                    p.add_(d, alpha=-lr)

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()
