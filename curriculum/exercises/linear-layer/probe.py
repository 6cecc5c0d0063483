"""A linear layer on shapes in which i = 7 and o = 5 differ, and on a square one with as many examples as outputs."""

import torch

I, O = 7, 5


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(2, 3, I),
        "W": normal(O, I),
        "b": normal(O),
        "square-x": normal(4, 4),  # four examples, four inputs, four outputs: nothing fails by its shape
        "square-W": normal(4, 4),
        "square-b": normal(4),
        "many": normal(2, 3, 2, 6, I),
        "direction": normal(2, 3, O),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, W, b, many, direction = (inputs[name].to(device) for name in ("x", "W", "b", "many", "direction"))
    square = [inputs[f"square-{name}"].to(device) for name in ("x", "W", "b")]
    linear = module.linear

    def strided():
        wide = torch.stack([x, x + 1.0], dim=-1).transpose(0, 1).contiguous()  # every other number belongs to x
        return linear(wide[..., 0].transpose(0, 1), W.T.contiguous().T, b)

    def inputs_kept():
        given = [x[0], W, b]
        before = [tensor.clone() for tensor in given]
        linear(*given)
        return [bool(one.shape == two.shape and torch.equal(one, two)) for one, two in zip(given, before)]

    def gradients():
        leaves = [leaf.requires_grad_() for leaf in (x, W, b)]
        out = linear(*leaves)
        grads = [None] * 3
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), leaves, allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for name, leaf, grad in zip(("x", "W", "b"), leaves, grads)
        }

    return {
        "two-axes": lambda: linear(x[0], W, b),
        "square": lambda: linear(*square),
        "no-bias": lambda: linear(x[0], W, None),
        "three-axes": lambda: linear(x, W, b),
        "one-vector": lambda: linear(x[1, 2], W, b),
        "five-axes": lambda: linear(many, W, b),
        "batch-of-one": lambda: linear(x[:1, 0], W, b),
        "strided": strided,
        "float32": lambda: linear(x.float(), W.float(), b.float()),
        "inputs-kept": inputs_kept,
        "gradients": gradients,
    }
