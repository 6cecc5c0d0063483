"""Five sequences of 1 to 7 tokens, padded on the right, on the left, or some each way; padding holds large numbers."""

import torch

B, T, D = 5, 7, 3
HOWS = ("cls", "last", "mean")


def make_cases(rng):
    lengths = torch.from_numpy(rng.permutation([1, 2, 4, 5, 6]))
    at = torch.arange(T)
    right = at < lengths[:, None]
    left = at >= T - lengths[:, None]
    sides = torch.tensor([True, False, True, False, True]).unsqueeze(1)
    return {
        "h": torch.from_numpy(rng.standard_normal((B, T, D))),
        "noise": torch.from_numpy(20.0 + rng.standard_normal((B, T, D))),
        "right": right,
        "left": left,
        "mixed": torch.where(sides, right, left),
        "direction": torch.from_numpy(rng.standard_normal((B, D))),
    }


def observe(module, inputs, device):
    h, noise, direction = (inputs[name].to(device) for name in ("h", "noise", "direction"))
    masks = {name: inputs[name].to(device) for name in ("right", "left", "mixed")}
    full = torch.ones_like(masks["right"])
    pool = module.pool

    def padded(mask, filler=noise):
        """h with something in the padding that would show if it were used."""
        return torch.where(mask.unsqueeze(-1), h, filler)

    def pooled(mask, how):
        return pool(padded(mask), mask.clone(), how)

    def every(vectors, mask):
        return {how: pool(vectors, mask, how) for how in HOWS}

    def padding_unseen():
        """By how much the results move when only the padding does."""
        mask = masks["mixed"]
        one, two = every(padded(mask), mask), every(padded(mask, -3.0 * noise), mask)
        return {how: bool((one[how] - two[how]).abs().max() < 1e-9) for how in HOWS}

    def gradient(how):
        mask = masks["mixed"]
        leaf = padded(mask).requires_grad_()
        out = pool(leaf * 1.0, mask.clone(), how)
        if not out.requires_grad:
            return torch.zeros_like(leaf)
        return torch.autograd.grad((out * direction).sum(), leaf)[0]

    def unknown():
        answers = {}
        for how in ("avg", "max", "first", "", "CLS"):
            try:
                answers[how] = f"no error, but {type(pool(h, full, how)).__name__}"
            except ValueError:
                answers[how] = "ValueError"
            except Exception as error:
                answers[how] = type(error).__name__
        return answers

    def inputs_kept():
        kept = []
        for how in HOWS:
            vectors, mask = padded(masks["mixed"]), masks["mixed"].clone()
            before = vectors.clone()
            pool(vectors, mask, how)
            kept += [torch.equal(vectors, before), torch.equal(mask, masks["mixed"])]
        return kept

    return {
        "mean-right": lambda: pooled(masks["right"], "mean"),
        "cls-right": lambda: pooled(masks["right"], "cls"),
        "last-right": lambda: pooled(masks["right"], "last"),
        "mean-left": lambda: pooled(masks["left"], "mean"),
        "cls-left": lambda: pooled(masks["left"], "cls"),
        "last-left": lambda: pooled(masks["left"], "last"),
        "both-sides": lambda: every(padded(masks["mixed"]), masks["mixed"]),
        "no-padding": lambda: every(h, full),
        "one-token": lambda: every(h[:, :1], full[:, :1]),
        "batch-of-one": lambda: every(h[:1], masks["right"][:1]),
        "integer-mask": lambda: every(padded(masks["mixed"]), masks["mixed"].long()),
        "padding-unseen": padding_unseen,
        "gradients": lambda: {how: gradient(how) for how in HOWS},
        "unknown-how": unknown,
        "float32": lambda: every(padded(masks["mixed"]).float(), masks["mixed"]),
        "inputs-kept": inputs_kept,
    }
