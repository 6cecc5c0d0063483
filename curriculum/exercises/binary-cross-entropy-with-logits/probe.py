"""Logits of two axes, N = 6 and C = 4, hard and soft labels, and logits so large that every sigmoid is 0 or 1."""

import torch

N, C = 6, 4


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    z = 1.5 * normal(N, C)
    while float(z.abs().min()) < 0.1:  # so that every one of the large logits saturates the sigmoid
        z = 1.5 * normal(N, C)
    hard = torch.from_numpy(rng.permutation([0.0] * 15 + [1.0] * 9)).reshape(N, C)
    return {
        "z": z,
        "hard": hard,
        "soft": torch.from_numpy(rng.random((N, C))),
        "weight": torch.from_numpy(rng.permutation([0.5, 2.0, 3.0, 6.0])),
        "factor": 0.5 + float(rng.random()),
        "far": 5000.0 + 5000.0 * float(rng.random()),
    }


def observe(module, inputs, device):
    z, hard, soft, weight = (inputs[name].to(device) for name in ("z", "hard", "soft", "weight"))
    loss_of = module.bce_with_logits

    def gradient(logits, labels, *more):
        leaf = logits.clone().requires_grad_()
        loss = loss_of(leaf, labels, *more) * inputs["factor"]
        if not loss.requires_grad:
            return torch.zeros_like(leaf)
        (found,) = torch.autograd.grad(loss.sum(), leaf, allow_unused=True)
        return torch.zeros_like(leaf) if found is None else found

    def inputs_kept():
        before = z.clone(), soft.clone(), weight.clone()
        loss_of(z, soft, weight)
        return [bool(torch.equal(one, two)) for one, two in zip((z, soft, weight), before)]

    far = z * inputs["far"]
    return {
        "values": lambda: loss_of(z, hard),
        "vector": lambda: loss_of(z[:, 1], hard[:, 1]),
        "one": lambda: loss_of(z[2, 2], hard[2, 2]),
        "soft-labels": lambda: loss_of(z, soft),
        "gradients": lambda: gradient(z, soft),
        "large-logits": lambda: loss_of(far, hard),
        "gradients-large": lambda: gradient(far, hard),
        "weighted": lambda: loss_of(z, hard, weight),
        "weighted-soft": lambda: loss_of(z, soft, weight),
        "gradients-weighted": lambda: gradient(z, soft, weight),
        "large-weighted": lambda: loss_of(far, soft, weight),
        "float32": lambda: loss_of((z * 40).float(), soft.float(), weight.float()),
        "inputs-kept": inputs_kept,
    }
