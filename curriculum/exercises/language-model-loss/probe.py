"""Next-token loss on B = 3, T = 7, V = 11, with targets missing at the end, at the start and in the middle of rows."""

import torch

B, T, V = 3, 7, 11


def make_cases(rng):
    ids = torch.from_numpy(rng.integers(0, V, (B, T)))
    for row in range(B):  # token 0 is a token as any other, in every row a target that counts
        ids[row, 3] = 0
        ids[row, 4] = 1 + int(rng.integers(0, V - 1))
    mask = torch.ones(B, T, dtype=torch.bool)
    mask[0, 5:] = False  # padding on the right
    mask[1, :2] = False  # padding on the left: token 2 counts, though the token before it does not
    mask[2, [2, 5]] = False  # what must not be learnt may lie anywhere
    return {
        "logits": torch.from_numpy(rng.standard_normal((B, T, V))) * 1.5,
        "ids": ids,
        "mask": mask,
        "other": torch.from_numpy(rng.standard_normal((B, T, V))),
        "far": 900.0 + 200.0 * float(rng.random()),
    }


def observe(module, inputs, device):
    logits, ids, mask, other = (inputs[name].to(device) for name in ("logits", "ids", "mask", "other"))
    loss = module.lm_loss

    def gap(logits2, ids2, mask2):
        """By how much the loss moves when something does that it must not depend on."""
        return float((loss(logits, ids, mask2) - loss(logits2, ids2, mask2)).abs())

    def ends():
        later, first = logits.clone(), ids.clone()
        later[:, -1] = other[:, -1]  # what is predicted after the last token has no answer to compare with
        first[:, 0] = (first[:, 0] + 1) % V  # and nothing predicts the first token
        return gap(later, first, None)

    def hidden_targets():
        changed = torch.where(mask, ids, (ids + 3) % V)
        return gap(logits, changed, mask)

    def large_logits():
        logits[:, :, 0] += inputs["far"]  # tokens other than 0 have a probability that float64 cannot hold
        return loss(logits, ids, mask)

    def empty_row():
        mask[1] = False
        return loss(logits, ids, mask)

    def nothing():
        def look(z, y, m):
            z = z.clone().requires_grad_()
            out = loss(z, y, m)
            clean = bool(torch.isfinite(out).all()) if isinstance(out, torch.Tensor) else out == out
            if clean and isinstance(out, torch.Tensor) and out.requires_grad:
                (grad,) = torch.autograd.grad(out.sum(), z, allow_unused=True)
                clean = grad is None or bool(torch.isfinite(grad).all())
            shape = list(out.shape) if isinstance(out, torch.Tensor) else []
            return {"loss": float(out), "shape": shape, "no NaN, in the gradient either": clean}

        return {
            "length one": look(logits[:, :1], ids[:, :1], None),
            "all masked": look(logits, ids, torch.zeros_like(mask)),
        }

    def inputs_kept():
        before = [value.clone() for value in (logits, ids, mask)]
        loss(logits, ids, mask)
        return [torch.equal(value, old) for value, old in zip((logits, ids, mask), before)]

    def gradients(allowed):
        leaf = logits.requires_grad_()
        out = loss(leaf, ids, allowed)
        if not isinstance(out, torch.Tensor) or not out.requires_grad:
            return torch.zeros_like(leaf)
        return torch.autograd.grad(out, leaf)[0]

    return {
        "values": lambda: loss(logits, ids),
        "uniform": lambda: loss(torch.zeros_like(logits), ids),
        "ends": ends,
        "masked": lambda: loss(logits, ids, mask),
        "hidden-targets": hidden_targets,
        "one-row": lambda: loss(logits[2:].float(), ids[2:], mask[2:]),
        "large-logits": large_logits,
        "empty-row": empty_row,
        "nothing": nothing,
        "inputs-kept": inputs_kept,
        "gradients": lambda: gradients(None),
        "gradients-masked": lambda: gradients(mask),
    }
