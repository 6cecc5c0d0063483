"""5 x 27 = 135 weights: an odd number, and a short last block both with 32 and with 64 to a block."""

import torch

ROWS, COLUMNS, BLOCK = 5, 27, 32


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    size = torch.from_numpy(10.0 ** rng.uniform(-2, 1, (ROWS, 1)))  # so that blocks differ
    weight = normal(ROWS, COLUMNS) * size
    weight[0, 0], weight[1, 13], weight[4, 25] = -4.0 * size[0, 0], -4.0 * size[1, 0], -4.0 * size[4, 0]
    return {
        "weight": weight,
        "packed": torch.from_numpy(rng.integers(0, 256, (68,))).to(torch.uint8),
        "absmax": torch.from_numpy(rng.uniform(0.5, 3.0, (5,))),
        "absmax_64": torch.from_numpy(rng.uniform(0.5, 3.0, (3,))),
        "gaussian": normal(64, 64),
    }


def observe(module, inputs, device):
    weight, packed, absmax, absmax_64, gaussian = (
        inputs[name].to(device) for name in ("weight", "packed", "absmax", "absmax_64", "gaussian")
    )
    quantize, dequantize = module.nf4_quantize, module.nf4_dequantize

    def without_filler(codes, n):
        """The low half of the last byte of an odd number of codes is nobody's."""
        codes = codes.clone()
        if n % 2 and len(codes):
            codes[-1] &= 240
        return codes

    def seen(w, *block):
        codes, largest = quantize(w, *block)
        return {"packed": without_filler(codes, w.numel()), "absmax": largest}

    def kinds():
        codes, largest = quantize(weight, BLOCK)
        return {"packed": [str(codes.dtype), list(codes.shape)], "absmax": list(largest.shape)}

    def zero_block():
        flat = weight.flatten()
        flat[BLOCK : 2 * BLOCK] = 0.0
        w = flat.view(ROWS, COLUMNS)
        codes, largest = quantize(w, BLOCK)
        restored = dequantize(codes, largest, (ROWS, COLUMNS), BLOCK)
        return {"packed": without_filler(codes, w.numel()), "absmax": largest, "restored": restored}

    def error():
        """The root mean square error on Gaussian weights, whose deviation is 1."""
        restored = dequantize(*quantize(gaussian), tuple(gaussian.shape))
        return float((restored.double() - gaussian).pow(2).mean().sqrt())

    def kept():
        before = [tensor.clone() for tensor in (weight, packed, absmax)]
        quantize(weight, BLOCK)
        dequantize(packed, absmax, (ROWS, COLUMNS), BLOCK)
        return all(torch.equal(a, b) for a, b in zip(before, (weight, packed, absmax)))

    return {
        "levels": lambda: module.nf4_levels().to(torch.float64),
        "kinds": kinds,
        "full-blocks": lambda: seen(weight[:4, :16], 16),
        "short-block": lambda: seen(weight, BLOCK),
        "default-block": lambda: seen(weight),
        "transposed": lambda: seen(weight.T, BLOCK),
        "vector": lambda: seen(weight[2, :5], BLOCK),
        "dequantize": lambda: dequantize(packed, absmax, (ROWS, COLUMNS), BLOCK),
        "dequantize-default": lambda: dequantize(packed, absmax_64, (COLUMNS, ROWS)),
        "round-trip": lambda: dequantize(*quantize(weight, BLOCK), (ROWS, COLUMNS), BLOCK),
        "zero-block": zero_block,
        "error": error,
        "inputs-kept": kept,
    }
