"""The loss of N = 11 tokens over E = 5 experts, with a lean to some of them so that the variants are far apart."""

import torch

N, E = 11, 5


def make_cases(rng):
    while True:
        logits = torch.from_numpy(rng.standard_normal((N, E)) + [1.2, -0.6, 0.3, -1.5, 0.8])
        mask = torch.from_numpy(rng.random(N) < 0.65)
        if 4 <= int(mask.sum()) <= 8 and tells(logits, mask):
            return {"logits": logits, "mask": mask, "shift": 3.0 + float(rng.random())}


def tells(logits, mask):
    """Do the tokens that the mask leaves out choose differently enough to be noticed?"""
    counts = [one.topk(2).indices.flatten().bincount(minlength=E) / (2 * len(one)) for one in (logits, logits[mask])]
    first = [one.argmax(dim=-1).bincount(minlength=E) / len(one) for one in (logits, logits[mask])]
    gaps = [(a - b).abs().max() > 0.03 for a, b in (counts, first, (counts[0], first[0]), (counts[1], first[1]))]
    return all(gaps)


def observe(module, inputs, device):
    logits, mask = inputs["logits"].to(device), inputs["mask"].to(device)
    loss = module.load_balancing_loss

    def gradient(k, allowed=None):
        leaf = logits.clone().requires_grad_()
        out = loss(leaf, k, allowed)
        if not isinstance(out, torch.Tensor) or not out.requires_grad:
            return torch.zeros_like(logits)
        (found,) = torch.autograd.grad(out, leaf, allow_unused=True)
        return torch.zeros_like(logits) if found is None else found

    def input_kept():
        before = logits.clone()
        loss(logits, 2, mask)
        return float((logits - before).abs().max())

    return {
        "top-two": lambda: loss(logits, 2),
        "top-one": lambda: loss(logits, 1),
        "even": lambda: loss(torch.zeros_like(logits), 2),
        "all-experts": lambda: loss(logits, E),
        "collapsed": lambda: loss(30.0 * torch.eye(E, dtype=logits.dtype, device=device)[[1] * N] + 0.1 * logits, 1),
        "shifted": lambda: loss(logits - inputs["shift"], 2),
        "masked": lambda: loss(logits, 2, mask),
        "one-token": lambda: loss(logits[:1], 2),
        "input-kept": input_kept,
        "gradient": lambda: gradient(2),
        "gradient-masked": lambda: gradient(2, mask),
    }
