import torch


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        params = list(params)
        groups = params if isinstance(params[0], dict) else [dict(params=params)]
        self.todo = [(p, g.get("lr", lr), g.get("weight_decay", weight_decay)) for g in groups for p in g["params"]]
        self.betas, self.eps = betas, eps
        self.memory = {}

    def zero_grad(self):
        for p, _, _ in self.todo:
            p.grad = None

    def step(self):
        for k, (p, lr, wd) in enumerate(self.todo):
            if p.grad is None:
                continue
            g = p.grad.data
            m, v, t = self.memory.get(k, (0.0, 0.0, 0))
            m = self.betas[0] * m + (1 - self.betas[0]) * g
            v = self.betas[1] * v + (1 - self.betas[1]) * g.square()
            self.memory[k] = (m, v, t + 1)
            up = m / (1 - self.betas[0] ** (t + 1))
            down = torch.sqrt(v / (1 - self.betas[1] ** (t + 1))) + self.eps
            p.data = p.data - wd * p.data - lr * up / down
