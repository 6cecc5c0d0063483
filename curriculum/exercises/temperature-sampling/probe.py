"""Frequencies of many draws against those of the reference: the distribution is judged, not how it is drawn from.

With N = 5000 draws the frequencies of two correct programs differ with a deviation of at most 0.01; the
tolerance is 0.06, and the wrong distributions lie further away than that.
"""

import torch

N, V = 5000, 5
ROWS = 5


def make_cases(rng):
    gaps = torch.tensor([0.0, 0.55, 1.2, 1.9, 2.6], dtype=torch.float64)  # above the smallest logit
    order = torch.from_numpy(rng.permutation(V))
    logits = gaps[order] - 1.0 + float(rng.uniform(-0.5, 0.5))
    turns = torch.stack([logits.roll(shift) for shift in range(ROWS)])
    return {"logits": logits, "rows": turns, "seed": int(rng.integers(1, 2**40))}


def observe(module, inputs, device):
    logits, rows = inputs["logits"].to(device), inputs["rows"].to(device)

    def generator(offset=0):
        return torch.Generator(device=device).manual_seed(inputs["seed"] + offset)

    def frequencies(z, temperature):
        """z (V,) -> how often each token comes up, (V,)."""
        drawn = module.sample(z.repeat(N, 1), temperature, generator())
        return torch.bincount(drawn.reshape(-1), minlength=V).double() / drawn.numel()

    def by_row(z, temperature):
        """z (ROWS, V), many times over -> how often each token comes up in each row, (ROWS, V)."""
        return row_frequencies(module.sample(z.repeat(N // ROWS, 1), temperature, generator()))

    def row_frequencies(drawn):
        drawn = drawn.reshape(-1, ROWS)
        return torch.stack([torch.bincount(drawn[:, row], minlength=V) for row in range(ROWS)]).double() / len(drawn)

    def greedy(z):
        """All errors that NaN leads to count as one: which it is depends on how one draws."""
        none = torch.zeros(ROWS, V, dtype=torch.float64)
        try:
            drawn = module.sample(z.repeat(N // ROWS, 1), 0.0, generator())
        except (RuntimeError, ValueError, ZeroDivisionError):
            return {"error": True, "shape": [], "frequencies": none}
        shape = list(drawn.shape)
        return {"error": False, "shape": shape, "frequencies": row_frequencies(drawn) if drawn.numel() == N else none}

    def certain():
        """One token has all the probability, so there is only one right answer; the type and shape of it show."""
        sure = torch.full_like(rows, -40.0)
        sure[torch.arange(ROWS), torch.tensor([3, 0, 4, 2, 1])] = 40.0
        drawn = module.sample(sure, 1.0, generator())
        return {"tokens": drawn, "int64": drawn.dtype == torch.int64 if isinstance(drawn, torch.Tensor) else None}

    def filtered():
        logits[[1, 3]] = float("-inf")
        often = frequencies(logits, 1.0)
        return {"a filtered token comes up": bool((often[[1, 3]] > 0).any()), "frequencies": often}

    def generator_rules():
        z = logits.repeat(200, 1)
        one, other = generator(), generator(7)
        before = torch.get_rng_state()
        first, again = module.sample(z, 1.0, one), module.sample(z, 1.0, one)
        repeated, fresh = module.sample(z, 1.0, generator()), module.sample(z, 1.0, other)
        return {
            "the same seed gives the same tokens": torch.equal(first, repeated),
            "another seed gives others": not torch.equal(first, fresh),
            "a second call goes on, and does not repeat": not torch.equal(first, again),
            "the global generator is left alone": torch.equal(before, torch.get_rng_state()),
        }

    def input_kept():
        before = rows.clone()
        module.sample(rows, 0.5, generator())
        return float((rows - before).abs().max())

    return {
        "certain": certain,
        "one-row": lambda: module.sample(torch.tensor([[-30.0, 30.0, -30.0]], device=device), 0.9, generator()),
        "plain": lambda: frequencies(logits, 1.0),
        "cold": lambda: frequencies(logits, 0.45),
        "hot": lambda: frequencies(logits, 2.5),
        "by-row": lambda: by_row(rows, 1.0),
        "zero": lambda: greedy(rows),
        "zero-close": lambda: greedy(rows * 0.001),
        "filtered": filtered,
        "large-logits": lambda: frequencies(logits + 3000.0, 1.0),
        "generator": generator_rules,
        "input-kept": input_kept,
    }
