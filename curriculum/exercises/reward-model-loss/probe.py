"""Seven pairs of scores, some the wrong way round; then gaps of about two thousand, both ways."""

import torch

N = 7


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    far = torch.tensor([-1.0, 1.0, -1.0, -1.0, -1.0, 1.0, -1.0], dtype=torch.float64)
    return {
        "chosen": 1.5 * normal(N) + 1.3,
        "rejected": 1.5 * normal(N) + 0.6,
        "margin": 0.5 + float(rng.random()),
        "margins": torch.from_numpy(rng.uniform(0.2, 2.5, N)),
        "far": far * torch.from_numpy(rng.uniform(1000.0, 1100.0, N)),  # gaps of twice as much; their mean is far off too
        "shift": 2500.0 + 1000.0 * float(rng.random()),
    }


def observe(module, inputs, device):
    chosen, rejected, margins, far = (inputs[name].to(device) for name in ("chosen", "rejected", "margins", "far"))
    loss = module.reward_loss

    def gradients(good, bad, *margin):
        leaves = [good.clone().requires_grad_(), bad.clone().requires_grad_()]
        out = loss(*leaves, *margin)
        grads = (None, None)
        if isinstance(out, torch.Tensor) and out.requires_grad:
            grads = torch.autograd.grad(out.sum(), leaves, allow_unused=True)
        found = [torch.zeros_like(leaf) if grad is None else grad for leaf, grad in zip(leaves, grads)]
        return dict(zip(("chosen", "rejected"), found))

    return {
        "values": lambda: loss(chosen, rejected),
        "undecided": lambda: loss(chosen, chosen.clone()),
        "one-pair": lambda: loss(chosen[2:3].float(), rejected[2:3].float()),
        "margin": lambda: loss(chosen, rejected, inputs["margin"]),
        "margins": lambda: loss(chosen, rejected, margins),
        "shift": lambda: loss(chosen + inputs["shift"], rejected + inputs["shift"]),
        "large-gaps": lambda: loss(far, -far),
        "gradients": lambda: gradients(chosen, rejected, inputs["margin"]),
        "gradients-large": lambda: gradients(far, -far),
    }
