import torch


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        params = list(params)
        if not isinstance(params[0], dict):
            params = [{"params": params}]
        defaults = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)
        self.param_groups = [{**defaults, **group, "params": list(group["params"])} for group in params]
        self.state = {}

    def step(self):
        for group in self.param_groups:
            (b1, b2), lr = group["betas"], group["lr"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state.setdefault(p, {"t": 0, "m": 0.0, "v": 0.0})
                state["t"] += 1
                state["m"] = b1 * state["m"] + (1 - b1) * p.grad
                state["v"] = b2 * state["v"] + (1 - b2) * p.grad**2
                size = lr * (1 - b2 ** state["t"]) ** 0.5 / (1 - b1 ** state["t"])
                p.data -= lr * group["weight_decay"] * p.data
                p.data -= size * state["m"] / (state["v"] ** 0.5 + group["eps"])

    def zero_grad(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.grad = None
