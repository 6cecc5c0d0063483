"""Seven pairs of width 5, of very different lengths; tau about 1.3, so that tau, exp(tau) and their inverses differ."""

import torch

N, D = 7, 5


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    common = normal(N, D)
    return {
        # Pairs resemble each other, and pictures resemble one another, so that rows and columns differ.
        "img": (common + normal(N, D) + 0.8) * torch.from_numpy(rng.uniform(0.3, 4.0, (N, 1))),
        "txt": (common + normal(N, D)) * torch.from_numpy(rng.uniform(0.3, 4.0, (N, 1))),
        "tau": torch.tensor(1.3 + 0.2 * float(rng.random()), dtype=torch.float64),
        "order": torch.from_numpy(rng.permutation(N)),
    }


def observe(module, inputs, device):
    img, txt, tau, order = (inputs[name].to(device) for name in ("img", "txt", "tau", "order"))
    loss = module.clip_loss

    def gradients():
        leaves = {"img": img, "txt": txt, "logit_scale": tau}
        for leaf in leaves.values():
            leaf.requires_grad_()
        out = loss(img, txt, tau)
        grads = [None] * 3
        if isinstance(out, torch.Tensor) and out.requires_grad:
            grads = torch.autograd.grad(out, list(leaves.values()), allow_unused=True)
        pairs = zip(leaves.items(), grads)
        return {name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in pairs}

    def inputs_kept():
        before = img.clone(), txt.clone()
        loss(img, txt, tau)
        return float((img - before[0]).abs().max() + (txt - before[1]).abs().max())

    return {
        "values": lambda: loss(img, txt, tau),
        "negative-scale": lambda: loss(img, txt, tau - 2.0),
        "zero-scale": lambda: loss(img, txt, tau * 0.0),
        "lengths": lambda: loss(img * 5.0, txt * 0.2, tau),
        "swapped": lambda: loss(txt, img, tau),
        "reordered": lambda: loss(img[order], txt[order], tau),
        "two-pairs": lambda: loss(img[:2], txt[:2], tau),
        "one-pair": lambda: loss(img[:1], txt[:1], tau),
        "all-equal": lambda: loss(img[:1].repeat(N, 1), txt[:1].repeat(N, 1), tau),
        "large-scale": lambda: loss(img, txt, tau + 6.0),
        "inputs-kept": inputs_kept,
        "gradients": gradients,
    }
