"""Distributions whose cumulated probabilities stay clear of all p that are asked for, so that rounding never decides."""

import torch

B, V = 5, 8
P, MANY = 0.72, 40
CLEAR = 4e-3
ALMOST_ONE = 1.0 - 1e-5  # at 1 itself it is rounding that decides what code does which cumulates wrongly
ASKED = (0.02, 0.15, 0.3, 0.5, 0.72, 0.9)


def clear_row(rng, size):
    """Logits whose sorted, cumulated probabilities keep away from all of ASKED, and from one another."""
    while True:
        row = torch.from_numpy(rng.standard_normal(size) * rng.uniform(0.8, 1.8))
        probs = row.softmax(dim=0).sort(descending=True).values
        gaps = (probs.cumsum(dim=0)[:-1, None] - torch.tensor(ASKED + tuple(1 - p for p in ASKED))).abs()
        # tokens differ, none is negligible, one alone never reaches P, and the nucleus is neither 1 nor everything
        spread = (probs[:-1] - probs[1:]).min() > CLEAR and probs[-1] > 5e-3 and 0.17 < probs[0] < 0.6
        if spread and gaps.min() > CLEAR and (probs.cumsum(dim=0)[-2] - P) > CLEAR:
            return row


def make_cases(rng):
    levels = torch.from_numpy(rng.permutation([-7.0, -3.0, 0.5, 3.0, 6.0]))[:, None]
    rows = torch.stack([clear_row(rng, V) for _ in range(B)])
    sizes = nucleus_sizes(rows)
    while (sizes[1:] == sizes[0]).all():
        rows = torch.stack([clear_row(rng, V) for _ in range(B)])
        sizes = nucleus_sizes(rows)
    return {
        "logits": rows + levels,
        "many": torch.stack([clear_row(rng, V) for _ in range(MANY)]),
        "direction": torch.from_numpy(rng.standard_normal((B, V))),
    }


def nucleus_sizes(rows):
    return (rows.softmax(dim=-1).sort(descending=True).values.cumsum(dim=-1) < P).sum(dim=-1)


def observe(module, inputs, device):
    logits, many, direction = (inputs[name].to(device) for name in ("logits", "many", "direction"))

    def filtered(z, *how, **options):
        """What is -1e8 or less has been filtered out, whatever number stands for it."""
        out = module.top_p_filter(z, *how, **options)
        return out.masked_fill(out <= -1e8, float("-inf"))

    def kept(z, *how, **options):
        return filtered(z, *how, **options) > float("-inf")

    def everything():
        """At p = 1 a sum may miss 1 by its rounding, so each row's least likely token is not looked at."""
        whole = kept(logits, 1.0)
        return {"p below 1": kept(logits, ALMOST_ONE), "p = 1": whole.scatter(-1, logits.argmin(-1, keepdim=True), True)}

    def chained():
        """Another filter was here before and left five tokens."""
        gone = logits.argsort(dim=-1)[:, :3]
        left = logits.scatter(-1, gone, float("-inf"))
        return kept(left, ALMOST_ONE)

    def input_kept():
        before = logits.clone()
        module.top_p_filter(logits, P)
        return bool(torch.equal(logits, before))

    def gradient():
        leaf = logits.clone().requires_grad_()
        out = module.top_p_filter(leaf * 1.0, P)
        if not out.requires_grad:
            return torch.zeros_like(logits)
        survivors = torch.where(out > -1e8, out, 0.0)
        return torch.autograd.grad((survivors * direction).sum(), leaf)[0]

    return {
        "kept": lambda: kept(logits, P),
        "values": lambda: filtered(logits, P),
        "tiny": lambda: kept(logits, 1e-3),
        "everything": everything,
        "other-p": lambda: torch.stack([kept(many, p) for p in ASKED]),
        "min-keep": lambda: filtered(logits, 0.02, min_keep=3),
        "min-keep-idle": lambda: kept(logits, 0.9, min_keep=2),
        "large-logits": lambda: kept(logits + 2000.0, P),
        "one-row": lambda: filtered(logits[2:3].float(), 0.5),
        "strided": lambda: filtered(logits.t().contiguous().t(), P),
        "chained": chained,
        "input-kept": input_kept,
        "gradient": gradient,
    }
