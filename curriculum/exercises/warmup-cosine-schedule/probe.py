"""Rates near 1 rather than near 1e-4, so that every formula differs by far more than the tolerance."""


def make_cases(rng):
    warmup = int(rng.integers(5, 10))
    return {
        "max_lr": float(rng.uniform(0.8, 1.2)),
        "min_lr": float(rng.uniform(0.15, 0.3)),
        "warmup": warmup,
        "total": warmup + int(rng.integers(21, 32)),
        "late": [int(n) for n in rng.integers(2, 40, 3)],
    }


def observe(module, inputs, device):
    high, low, warmup, total = (inputs[name] for name in ("max_lr", "min_lr", "warmup", "total"))

    def rates(steps, **changed):
        given = {"max_lr": high, "min_lr": low, "warmup": warmup, "total": total, **changed}
        return [float(module.lr_at(step, **given)) for step in steps]

    def corners():
        first, peak, end = rates([0, warmup, total])
        return {"step 0": first, "step warmup": peak, "step total": end}

    def kind():
        found = module.lr_at(warmup + 3, high, low, warmup, total)
        return "float" if isinstance(found, float) else type(found).__name__

    return {
        "corners": corners,
        "warmup": lambda: rates(range(warmup)),
        "cosine": lambda: rates(range(warmup, total + 1)),
        "after": lambda: rates([total + n for n in (1, *inputs["late"])]),
        "to-zero": lambda: rates(range(0, total + 2, 3), min_lr=0.0),
        "no-warmup": lambda: rates(range(0, total + 2, 3), warmup=0),
        "all-warmup": lambda: rates([0, 1, warmup - 1, warmup, warmup + 1], total=warmup),
        "kind": kind,
    }
