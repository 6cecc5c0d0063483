"""Answers of different lengths on B = 3, T = 7, V = 11, with prompts in front and padding behind."""

import torch

B, T, V = 3, 7, 11


def make_cases(rng):
    ids = torch.from_numpy(rng.integers(1, V, (B, T)))
    ids[:, 4] = 0  # token 0 is a token as any other, in every answer
    labels = ids.clone()
    labels[0, :3] = -100  # a prompt of three, no padding
    labels[1, :2] = -100
    labels[1, 5:] = -100
    labels[2, :4] = -100
    labels[2, 6:] = -100
    return {
        "logits": torch.from_numpy(rng.standard_normal((B, T, V))) * 1.5,
        "ids": ids,
        "labels": labels,
        "direction": torch.from_numpy(rng.standard_normal(B)) + 2.0,
        "far": 900.0 + 200.0 * float(rng.random()),
        "long": torch.from_numpy(rng.standard_normal((8, 64, 50))) * 2.0,
        "long_labels": torch.from_numpy(rng.integers(0, 50, (8, 64))),
    }


def observe(module, inputs, device):
    logits, ids, labels, direction = (inputs[name].to(device) for name in ("logits", "ids", "labels", "direction"))

    def logp(z, y):
        return module.seq_logp(z, y.clone())

    def large_logits():
        logits[:, :, 0] += inputs["far"]  # other tokens have a probability that float64 cannot hold
        return logp(logits, labels)

    def nothing():
        labels[1] = -100
        return {"a row of -100": logp(logits, labels), "length one": logp(logits[:, :1], ids[:, :1])}

    def half_precision():
        half, y = inputs["long"].to(device, torch.bfloat16), inputs["long_labels"].to(device)
        from_half, from_single = logp(half, y).double(), logp(half.float(), y).double()
        return {"as from float32": bool(((from_half - from_single).abs() <= 2e-4 * from_single.abs()).all())}

    def labels_kept():
        given = labels.clone()
        module.seq_logp(logits, given)
        return {"unchanged": torch.equal(given, labels)}

    def gradients():
        leaf = logits.requires_grad_()
        out = logp(leaf, labels)
        if not out.requires_grad:
            return torch.zeros_like(leaf)
        return torch.autograd.grad((out * direction[: len(out)] if out.ndim == 1 else out).sum(), leaf)[0]

    return {
        "values": lambda: logp(logits, ids),
        "masked": lambda: logp(logits, labels),
        "uniform": lambda: logp(torch.zeros_like(logits), labels),
        "shifted-logits": lambda: logp(logits + 30.0 * torch.arange(T, device=device)[:, None], labels),
        "large-logits": large_logits,
        "one-row": lambda: logp(logits[1:2].float(), labels[1:2]),
        "two-tokens": lambda: logp(logits[:, :2], ids[:, :2]),
        "nothing": nothing,
        "half-precision": half_precision,
        "labels-kept": labels_kept,
        "gradients": gradients,
    }
