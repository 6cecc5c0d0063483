"""Rows of which 1 to 6 of 7 tokens are kept, one row that is full, one that is empty; padding may hold anything."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode

B, T, D, MANY = 5, 7, 3, 300


class Counting(TorchDispatchMode):
    """Counts the operations that torch is asked for."""

    count = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.count += 1
        return func(*args, **(kwargs or {}))


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    lengths = rng.permutation([1, 2, 4, 5, 6])  # never 0, never T
    mask = torch.zeros(B, T, dtype=torch.bool)
    for row, length in enumerate(lengths):
        mask[row, torch.from_numpy(rng.permutation(T)[:length])] = True  # kept tokens lie anywhere
    mask[0] = torch.arange(T) < 4  # one row as padding leaves it
    empty = mask.clone()
    empty[2] = False
    full = mask.clone()
    full[3] = True
    return {
        "x": 1.0 + normal(B, T, D),
        "mask": mask,
        "empty": empty,
        "full": full,
        "many": normal(MANY, T, D),
        "many-mask": torch.from_numpy(rng.random((MANY, T)) < 0.6),
        "direction": normal(B, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, mask, empty, full, direction = (inputs[name].to(device) for name in ("x", "mask", "empty", "full", "direction"))
    masked_mean = module.masked_mean

    def spoilt(value):
        padded = x.clone()
        padded[~mask] = value
        return padded

    def gradient(values, allowed):
        leaf = values.clone().requires_grad_()
        out = masked_mean(leaf, allowed)
        if not out.requires_grad:
            return torch.zeros_like(leaf)
        (found,) = torch.autograd.grad((out * direction).sum(), leaf, allow_unused=True)
        return torch.zeros_like(leaf) if found is None else found

    def inputs_kept():
        before = x.clone(), mask.clone()
        masked_mean(x, mask)
        return [bool(torch.equal(x, before[0])), bool(torch.equal(mask, before[1]))]

    def nan_kept():
        broken = x.clone()
        broken[1, mask[1].nonzero()[0, 0], 2] = float("nan")  # in a genuine token
        return masked_mean(broken, mask).isnan()

    def operations():
        many, kept = inputs["many"].to(device), inputs["many-mask"].to(device)
        with Counting() as counting:
            masked_mean(many, kept)
        return counting.count

    return {
        "values": lambda: masked_mean(x, mask),
        "full-row": lambda: masked_mean(x, full),
        "batch-of-one": lambda: masked_mean(x[1:2, :, :2], mask[1:2]),
        "length-one": lambda: masked_mean(x[:, :1], torch.ones_like(mask[:, :1])),
        "empty-row": lambda: masked_mean(x, empty),
        "nan-padding": lambda: masked_mean(spoilt(float("nan")), mask),
        "infinite-padding": lambda: masked_mean(spoilt(float("inf")), mask),
        "nan-kept": nan_kept,
        "float16": lambda: masked_mean(x.half(), mask),
        "bfloat16": lambda: masked_mean(x.bfloat16(), mask),
        "inputs-kept": inputs_kept,
        "gradients": lambda: gradient(x, mask),
        "gradients-nan-padding": lambda: gradient(spoilt(float("nan")), mask),
        "gradients-empty-row": lambda: gradient(x, empty),
        "operations": operations,
    }
