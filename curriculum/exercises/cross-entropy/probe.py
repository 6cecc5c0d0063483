"""Eight rows of five classes; three of them ignored where some are. The ignored index is also tried as a real class."""

import torch

N, C, IGNORE = 8, 5, -100


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    target = torch.from_numpy(rng.permutation([0, 0, 1, 2, 2, 3, 4, 4]))
    some = target.clone()
    some[torch.from_numpy(rng.permutation(N)[:3])] = IGNORE
    return {"logits": 1.5 * normal(N, C), "target": target, "some": some, "factor": 0.5 + float(rng.random())}


def observe(module, inputs, device):
    logits, target, some = (inputs[name].to(device) for name in ("logits", "target", "some"))
    cross_entropy = module.cross_entropy

    def gradient(wanted, **options):
        leaf = logits.clone().requires_grad_()
        loss = cross_entropy(leaf, wanted, **options) * inputs["factor"]
        if not loss.requires_grad:
            return torch.zeros_like(leaf)
        (found,) = torch.autograd.grad(loss.sum(), leaf, allow_unused=True)
        return torch.zeros_like(leaf) if found is None else found

    def huge():
        return cross_entropy(logits * 4000.0, target)

    def shifted():
        return cross_entropy(logits - 3000.0, target)

    def inputs_kept():
        before = logits.clone(), some.clone()
        cross_entropy(logits, some, label_smoothing=0.1)
        return [bool(torch.equal(logits, before[0])), bool(torch.equal(some, before[1]))]

    return {
        "values": lambda: cross_entropy(logits, target),
        "one-row": lambda: cross_entropy(logits[:1], target[:1]),
        "gradients": lambda: gradient(target),
        "large-logits": huge,
        "shifted-logits": shifted,
        "ignored": lambda: cross_entropy(logits, some),
        "ignored-class": lambda: cross_entropy(logits, target, ignore_index=2),
        "gradients-ignored": lambda: gradient(some),
        "smoothed": lambda: cross_entropy(logits, target, label_smoothing=0.3),
        "smoothed-ignored": lambda: cross_entropy(logits, some, label_smoothing=0.3),
        "gradients-smoothed": lambda: gradient(some, label_smoothing=0.3),
        "all-ignored": lambda: cross_entropy(logits, torch.full_like(target, IGNORE)),
        "gradients-all-ignored": lambda: gradient(torch.full_like(target, IGNORE), label_smoothing=0.2),
        "float32": lambda: cross_entropy(logits.float(), some, label_smoothing=0.1),
        "inputs-kept": inputs_kept,
    }
