"""An MLP of N = 6, D = 4, H = 5, C = 3: no two alike. One hidden unit is dead, one pre-activation exactly zero."""

import torch

N, D, H, C = 6, 4, 5, 3
NAMES = ("W1", "b1", "W2", "b2")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    y = torch.from_numpy(rng.permutation([0, 0, 1, 2, 2, 2]))  # every class, not equally often
    return {"x": normal(N, D), "y": y, "W1": normal(H, D), "b1": normal(H), "W2": normal(C, H), "b2": normal(C)}


def observe(module, inputs, device):
    x, y, W1, b1, W2, b2 = (inputs[name].to(device) for name in ("x", "y", *NAMES))

    def grads(*given):
        found = module.mlp_grads(*given)
        return {name: found[name] for name in NAMES}

    def of(name):
        return module.mlp_grads(x, y, W1, b1, W2, b2)[name]

    def dead_unit():
        b1[2] = -100.0  # this unit is shut for every example
        return grads(x, y, W1, b1, W2, b2)

    def at_zero():
        x[0] = 0.0
        b1[1] = 0.0  # z is exactly 0 for example 0, unit 1
        W2[:, 1] += 2.0
        return grads(x, y, W1, b1, W2, b2)

    def square():
        """Four examples, features, units and classes: a transposed matrix fits everywhere."""
        W = torch.cat([W2[:, :4], W1[4:, :4]])
        return grads(x[:4], y[:4], W1[:4], b1[:4], W, torch.cat([b2, b1[4:]]))

    def large():
        return grads(x, y, W1, b1, W2 * 2000.0, b2)

    def inputs_kept():
        given = [x, y, W1, b1, W2, b2]
        before = [tensor.clone() for tensor in given]
        module.mlp_grads(*given)
        return [bool(torch.equal(one, two)) for one, two in zip(given, before)]

    return {
        "names": lambda: sorted(module.mlp_grads(x, y, W1, b1, W2, b2)),
        "output-bias": lambda: of("b2"),
        "output-weight": lambda: of("W2"),
        "hidden-bias": lambda: of("b1"),
        "hidden-weight": lambda: of("W1"),
        "batch-of-one": lambda: grads(x[:1], y[:1], W1, b1, W2, b2),
        "square": square,
        "dead-unit": dead_unit,
        "at-zero": at_zero,
        "large-logits": large,
        "strided": lambda: grads(x.T.contiguous().T, y, W1.T.contiguous().T, b1, W2.T.contiguous().T, b2),
        "float32": lambda: grads(x.float(), y, W1.float(), b1.float(), W2.float(), b2.float()),
        "inputs-kept": inputs_kept,
    }
