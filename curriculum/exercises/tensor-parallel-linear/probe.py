"""Three ranks with 2, 4 and 3 hidden numbers; d = 5 in, 6 out; an activation that is far from linear."""

import torch

B, T, D, OUT = 2, 4, 5, 6
WIDTHS = (2, 4, 3)


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, T, D),
        "W1s": [normal(h, D) for h in WIDTHS],
        "b1s": [normal(h) for h in WIDTHS],
        "W2s": [normal(OUT, h) for h in WIDTHS],
        "b2": normal(OUT) + 2.0,
        "hidden": [normal(B, T, h) for h in WIDTHS],
        "direction": normal(B, T, OUT),  # what the output is multiplied with before it is differentiated
    }


class AllReduce:
    """The sum of the ranks' parts, and how often it was asked for and of what."""

    def __init__(self):
        self.calls = []

    def __call__(self, parts):
        self.calls.append([list(part.shape) for part in parts])
        return torch.stack(list(parts)).sum(dim=0)


def bent(x):
    return torch.nn.functional.gelu(x) + 0.5 * x.abs()


def observe(module, inputs, device):
    given = {
        name: [t.to(device) for t in value] if isinstance(value, list) else value.to(device)
        for name, value in inputs.items()
    }
    x, W1s, b1s, W2s, b2, hidden, direction = (
        given[name] for name in ("x", "W1s", "b1s", "W2s", "b2", "hidden", "direction")
    )

    def mlp(x, W1s, b1s, W2s, b2, reduce=None):
        return module.parallel_mlp(x, W1s, b1s, W2s, b2, bent, reduce or AllReduce())

    def exchanges():
        rows, both = AllReduce(), AllReduce()
        module.row_parallel(hidden, W2s, b2, rows)
        mlp(x, W1s, b1s, W2s, b2, both)
        used = {
            "row_parallel": moved(lambda reduce: module.row_parallel(hidden, W2s, b2, reduce)),
            "parallel_mlp": moved(lambda reduce: mlp(x, W1s, b1s, W2s, b2, reduce)),
        }
        return {"row_parallel": rows.calls, "parallel_mlp": both.calls, "what all_reduce returns is used": used}

    def moved(compute):
        """Whether every number of the result follows what all_reduce returns."""
        reduce = AllReduce()
        return bool(((compute(lambda parts: reduce(parts) + 1000.0) - compute(reduce)).abs() > 1.0).all())

    def gradients():
        leaves = {"x": x, "b2": b2}
        for name, tensors in (("W1", W1s), ("b1", b1s), ("W2", W2s)):
            leaves |= {f"{name} of rank {r}": t for r, t in enumerate(tensors)}
        for leaf in leaves.values():
            leaf.requires_grad_()
        out = mlp(x, W1s, b1s, W2s, b2)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        pairs = zip(leaves.items(), grads)
        return {name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in pairs}

    return {
        "column": lambda: list(module.column_parallel(x, W1s, b1s)),
        "column-no-bias": lambda: list(module.column_parallel(x, W1s, None)),
        "row": lambda: module.row_parallel(hidden, W2s, b2, AllReduce()),
        "row-no-bias": lambda: module.row_parallel(hidden, W2s, None, AllReduce()),
        "mlp": lambda: mlp(x, W1s, b1s, W2s, b2),
        "mlp-no-bias": lambda: mlp(x, W1s, None, W2s, None),
        "exchanges": exchanges,
        "one-rank": lambda: mlp(x, W1s[1:2], b1s[1:2], W2s[1:2], b2),
        "two-axes": lambda: mlp(x[1], W1s, b1s, W2s, b2),
        "gradients": gradients,
    }
