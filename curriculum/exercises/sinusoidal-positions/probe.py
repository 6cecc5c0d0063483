"""Tables of several sizes. The number of positions, the width and the base differ from attempt to attempt."""

import torch


def make_cases(rng):
    return {
        "n": int(rng.integers(9, 14)),
        "d": int(rng.choice([16, 20, 24])),
        "odd": int(rng.choice([7, 11, 15])),
        "base": float(rng.uniform(40.0, 400.0)),
        "far": int(rng.integers(700, 900)),
    }


def observe(module, inputs, device):
    n, d, odd, base, far = (inputs[name] for name in ("n", "d", "odd", "base", "far"))
    table = module.sinusoidal

    def constant():
        made = table(n, d)
        return {"dtype": str(made.dtype), "learns": made.requires_grad}

    def pairs():
        squares = table(n, d) ** 2
        return squares[:, 0::2] + squares[:, 1::2]

    def distance():
        """How much the dot product of two positions depends on more than how far they are apart."""
        rows = table(n, d).double()
        dots = rows @ rows.T
        return max((dots.diagonal(k).max() - dots.diagonal(k).min()).item() for k in range(n))

    return {
        "values": lambda: table(n, d),
        "first-row": lambda: table(n, d)[0],
        "pairs": pairs,
        "distance": distance,
        "other-base": lambda: table(n, d, base),
        "one-position": lambda: table(1, d),
        "one-pair": lambda: table(n, 2),
        "odd": lambda: table(n, odd),
        "far": lambda: table(far + 4, d)[far:],
        "constant": constant,
    }
