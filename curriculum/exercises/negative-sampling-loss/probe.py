"""B = 5, K = 4, D = 3: all different, dot products of a few units, so that neither sigmoid nor softmax saturates."""

import torch

B, K, D = 5, 4, 3


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    far = normal(B, D)
    far = far / far.norm(dim=-1, keepdim=True)
    return {"center": normal(B, D), "pos": 0.5 + normal(B, D), "neg": normal(B, K, D), "far": far}


def observe(module, inputs, device):
    center, pos, neg, far = (inputs[name].to(device) for name in ("center", "pos", "neg", "far"))
    loss = module.negative_sampling_loss

    def confident():
        """Every answer is wrong, with dot products of 1000: the loss is 1000 for each of the 1 + K questions."""
        return far, -1000.0 * far, 1000.0 * far[:, None].repeat(1, K, 1)

    def gradients(*values):
        leaves = [value.clone().requires_grad_() for value in values]
        out = loss(*leaves)
        found = [None] * 3
        if out.requires_grad:
            found = torch.autograd.grad(out.sum(), leaves, allow_unused=True)
        grads = [torch.zeros_like(leaf) if grad is None else grad for leaf, grad in zip(leaves, found)]
        return dict(zip(("center", "pos", "neg"), grads))

    def inputs_kept():
        copies = [value.clone() for value in (center, pos, neg)]
        loss(center, pos, neg)
        return [torch.equal(value, copy) for value, copy in zip((center, pos, neg), copies)]

    return {
        "values": lambda: loss(center, pos, neg),
        "nothing-known": lambda: loss(torch.zeros_like(center), pos, neg),
        "twice-the-batch": lambda: loss(center.repeat(2, 1), pos.repeat(2, 1), neg.repeat(2, 1, 1)),
        "one-negative": lambda: loss(center, pos, neg[:, :1]),
        "batch-of-one": lambda: loss(center[:1], pos[:1], neg[:1]),
        "gradients": lambda: gradients(center, pos, neg),
        "confidently-wrong": lambda: loss(*confident()),
        "gradients-large": lambda: gradients(*confident()),
        "float32": lambda: loss(center.float() * 9, pos.float(), neg.float()),
        "inputs-kept": inputs_kept,
    }
