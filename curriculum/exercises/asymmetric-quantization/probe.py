"""Values that lie well away from ties, and a smallest value that is no whole number of steps from zero."""

import torch

SHAPE = (4, 5, 3)


def make_cases(rng):
    def values(bits, kind="mixed", side=1.0):
        top = 2**bits - 1
        scale = float(10.0 ** rng.uniform(-2, 0.5))
        off = side * float(rng.uniform(0.2, 0.4))  # how far zero is from a whole number of steps, and on which side
        below = {"mixed": round(0.3 * top) + off, "positive": 0.0, "negative": float(top)}[kind]
        y = torch.from_numpy(rng.uniform(-below, top - below, SHAPE))
        if kind == "positive":
            y = 0.4 * top + 0.6 * y  # far from zero: the range has to be stretched to it
        if kind == "negative":
            y = 0.6 * y - 0.4 * top
        y = y.round() + torch.from_numpy(rng.uniform(0.15, 0.4, SHAPE) * rng.choice([-1.0, 1.0], SHAPE))
        y = y.clamp(-below, top - below).flatten()
        places = rng.permutation(y.numel())
        if kind == "mixed":
            y[places[0]], y[places[1]] = -below, top - below
            y[places[2:6]] = 0.0
        elif kind == "positive":
            y[places[0]] = float(top)
        else:
            y[places[0]] = -float(top)
        return (y * scale).reshape(SHAPE)

    return {
        "mixed": values(8),
        "four": values(4, side=-1.0),
        "three": values(3),
        "positive": values(8, "positive"),
        "negative": values(8, "negative"),
        "q": torch.from_numpy(rng.integers(0, 256, SHAPE)).to(torch.uint8),
        "scale": float(rng.uniform(0.01, 0.1)),
        "zero_point": int(rng.integers(60, 120)),
        "constant": float(rng.uniform(1.5, 3.0)),
    }


def observe(module, inputs, device):
    quantize, dequantize = module.quantize_asym, module.dequantize

    def tensor(name):
        return inputs[name].to(device)

    def codes(x, *bits):
        q, scale, zero_point = quantize(x, *bits)
        return {"q": q.to(torch.float64), "scale": float(scale), "zero_point": float(zero_point)}

    def kinds():
        q, scale, zero_point = quantize(tensor("mixed"))
        whole = int if isinstance(zero_point, int) else zero_point.dtype
        return {
            "q": [str(q.dtype), list(q.shape)],
            "scale is one number": not isinstance(scale, torch.Tensor) or scale.numel() == 1,
            "zero_point is whole": whole is int or not whole.is_floating_point or float(zero_point) == int(zero_point),
        }

    def restored(x, *bits):
        return dequantize(*quantize(x, *bits)).to(torch.float64)

    def error(name, *bits):
        """The largest error, in units of the right scale. Where zero is not on the grid an end may lose a whole step."""
        x = tensor(name)
        top = 2 ** (bits[0] if bits else 8) - 1
        step = (max(float(x.max()), 0.0) - min(float(x.min()), 0.0)) / top
        wrong = (restored(x, *bits) - x).abs() / step
        return float(wrong.median())

    def clamped():
        """Both ends lie half a step off the grid, so rounding may push one of them out of it."""
        four = torch.tensor([-11.5, -3.2, 1.1, 3.5], dtype=torch.float64, device=device)
        eight = torch.tensor([-127.5, -3.2, 51.3, 127.5], dtype=torch.float64, device=device)
        return {
            "codes fit into 4 bits": int(quantize(four, 4)[0].max()) <= 15,
            "8 bits are right to a step": float((restored(eight) - eight).abs().max()) <= 1.001,
        }

    def zeros():
        x = tensor("mixed")
        return float(restored(x)[x == 0].abs().max())

    def kept():
        x, q = tensor("mixed"), tensor("q")
        before = [x.clone(), q.clone()]
        quantize(x)
        dequantize(q, inputs["scale"], inputs["zero_point"])
        return bool(torch.equal(before[0], x) and torch.equal(before[1], q))

    def constant(value):
        x = torch.full((3, 4), value, dtype=torch.float64, device=device)
        q, scale, zero_point = quantize(x)
        usable = 0 < float(scale) < float("inf") and 0 <= int(zero_point) <= 255
        restored = dequantize(q, scale, zero_point).double() if usable else torch.full_like(x, float("nan"))
        return {"scale and zero_point are usable": usable, "restored": restored}

    return {
        "kinds": kinds,
        "codes": lambda: codes(tensor("mixed")),
        "four-bits": lambda: codes(tensor("four"), 4),
        "three-bits": lambda: codes(tensor("three"), 3),
        "dequantize": lambda: dequantize(tensor("q"), inputs["scale"], inputs["zero_point"]).to(torch.float64),
        "zero-is-exact": zeros,
        "positive": lambda: codes(tensor("positive")),
        "negative": lambda: codes(tensor("negative")),
        "error": lambda: error("mixed"),
        "error-four-bits": lambda: error("four", 4),
        "clamped": clamped,
        "constant": lambda: {"positive": constant(inputs["constant"]), "negative": constant(-inputs["constant"])},
        "all-zero": lambda: constant(0.0),
        "inputs-kept": kept,
    }
