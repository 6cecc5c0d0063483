"""Weights whose quotients by the scale lie well away from ties, so that every honest way of rounding agrees."""

import torch

OUT, IN, B, T = 6, 9, 2, 4


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weight(out, into):
        """Rows of very different size; each has one entry of exactly +-127 scales, of either sign."""
        scale = torch.from_numpy(2.0 ** rng.integers(-10, 2, (out, 1)))  # so that 127 is exact however it is computed
        off = torch.from_numpy(rng.uniform(0.15, 0.4, (out, into)) * rng.choice([-1.0, 1.0], (out, into)))
        levels = torch.from_numpy(rng.integers(-110, 111, (out, into))).double() + off
        top = torch.from_numpy(rng.integers(0, into, (out, 1)))
        ends = torch.tensor([127.0, -127.0]).repeat(out)[:out, None]
        return levels.scatter_(1, top, ends.double()) * scale

    return {
        "weight": weight(OUT, IN),
        "square": weight(7, 7),
        "x": normal(B, T, IN),
        "q": torch.from_numpy(rng.integers(-127, 128, (OUT, IN))).to(torch.int8),
        "scale": torch.from_numpy(rng.uniform(0.002, 0.02, (OUT, 1))),
        "bias": normal(OUT),
        "direction": normal(B, T, OUT),
    }


def observe(module, inputs, device):
    weight, square, x, q, scale, bias, direction = (
        inputs[name].to(device) for name in ("weight", "square", "x", "q", "scale", "bias", "direction")
    )

    def kinds():
        codes, scales = module.quantize(weight)
        return {"q": [str(codes.dtype), list(codes.shape)], "scale": list(scales.shape)}

    def values(w):
        codes, scales = module.quantize(w)
        return {"q": codes.to(torch.float64), "scale": scales}

    def error(w):
        """The largest error of a row, in units of half the right scale."""
        codes, scales = module.quantize(w)
        half = w.abs().amax(dim=1, keepdim=True) / 254
        return float(((codes.double() * scales - w).abs() / half).max())

    def outlier():
        """One weight of one row grows a hundredfold. The codes of the other rows."""
        weight[2, 1] = 100 * weight.abs().max()
        codes, _ = module.quantize(weight)
        return codes[[0, 1, 3, 4, 5]].to(torch.float64)

    def zero_row():
        weight[1] = 0.0
        codes, scales = module.quantize(weight)
        return {
            "q": codes.to(torch.float64),
            "scale is finite and positive": bool(torch.isfinite(scales[1]).all() and (scales[1] > 0).all()),
            "row": codes[1].to(torch.float64) * scales[1],
            "all": (codes.to(torch.float64) * scales)[[0, 2, 3, 4, 5]],
        }

    def single():
        codes, scales = module.quantize(weight.float())
        return {"q": codes.to(torch.float64), "scale": scales}

    def kept():
        before = [tensor.clone() for tensor in (weight, x, q, scale, bias)]
        module.quantize(weight)
        module.qlinear(x, q, scale, bias)
        return all(torch.equal(a, b) for a, b in zip(before, (weight, x, q, scale, bias)))

    def gradient():
        leaf = x.requires_grad_()
        y = module.qlinear(leaf, q, scale, bias)
        if not y.requires_grad:
            return torch.zeros_like(leaf)
        return torch.autograd.grad((y * direction).sum(), leaf)[0]

    return {
        "kinds": kinds,
        "codes": lambda: values(weight),
        "square": lambda: values(square),
        "half-a-step": lambda: error(weight),
        "outlier": outlier,
        "zero-row": zero_row,
        "float32": single,
        "qlinear": lambda: module.qlinear(x, q, scale),
        "qlinear-bias": lambda: module.qlinear(x, q, scale, bias),
        "qlinear-vector": lambda: module.qlinear(x[0, 0], q, scale, bias),
        "gradient": gradient,
        "inputs-kept": kept,
    }
