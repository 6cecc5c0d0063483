import torch


def make_cases(rng):
    return {
        "x": torch.from_numpy(rng.standard_normal((3, 5))),
        "weight": torch.from_numpy(rng.standard_normal((3, 5))),
    }


def observe(module, inputs, device):
    x = inputs["x"].to(device)

    def gradient():
        x.requires_grad_()
        out = module.softmax(x)
        if not out.requires_grad:
            return torch.zeros_like(x)
        return torch.autograd.grad((out * inputs["weight"].to(device)).sum(), x)[0]

    return {
        "values": lambda: module.softmax(x),
        "large": lambda: module.softmax(x + 5000),
        "gradient": gradient,
        "off-by": lambda: (module.softmax(x).sum(-1) - 1).abs().max().item(),
        "map": lambda: module.softmax(x),
    }
