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

    @torch.no_grad()
    def step(self):
        for k, (p, lr, wd) in enumerate(self.todo):
            if p.grad is None:
                continue
            grad = p.grad.add(p, alpha=wd)
            m, v, t = self.memory.get(k, (torch.zeros_like(p), torch.zeros_like(p), 0))
            m, v, t = torch.lerp(grad, m, self.betas[0]), torch.lerp(grad * grad, v, self.betas[1]), t + 1
            self.memory[k] = (m, v, t)
            p.add_(-lr * m / (1 - self.betas[0] ** t) / ((v / (1 - self.betas[1] ** t)) ** 0.5 + self.eps))
