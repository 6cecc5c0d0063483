"""Fresh networks for an MLP's forward pass: square ones, where a missing transpose still runs, and real ones."""

import torch


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def network(x_shape, *widths):
        pairs = list(zip(widths, widths[1:]))
        return {
            "x": normal(*x_shape),
            "weights": [normal(o, i) / i**0.5 for i, o in pairs],
            "biases": [normal(o) for _, o in pairs],
        }

    def alive(case):
        """Whether every hidden layer lets something through and holds something back: else gradients say nothing."""
        h = case["x"]
        for weight, bias in zip(case["weights"][:-1], case["biases"]):
            h = torch.relu(h @ weight.T + bias)
            if not 0.2 < float((h > 0).double().mean()) < 0.8:
                return False
        return True

    deep = network((2, 3, 5), 5, 7, 4, 3)
    while not alive(deep):
        deep = network((2, 3, 5), 5, 7, 4, 3)
    return {
        "one_layer": network((4, 5), 5, 3),
        "square": network((6, 6), 6, 6, 6, 6),
        "deep": deep,
        "direction": normal(2, 3, 3),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    def arguments(name):
        case = inputs[name]
        return (
            case["x"].to(device),
            [weight.to(device) for weight in case["weights"]],
            [bias.to(device) for bias in case["biases"]],
        )

    def vector():
        x, weights, biases = arguments("deep")
        return module.mlp_forward(x[0, 0], weights, biases)

    def gradients():
        x, weights, biases = arguments("deep")
        leaves = [leaf.requires_grad_() for leaf in (x, *weights, *biases)]
        out = module.mlp_forward(x, list(weights), list(biases))
        grads = [torch.zeros_like(leaf) for leaf in leaves]
        if out.requires_grad:
            found = torch.autograd.grad((out * inputs["direction"].to(device)).sum(), leaves, allow_unused=True)
            grads = [zero if grad is None else grad for zero, grad in zip(grads, found)]
        n = len(weights)
        return {"x": grads[0], "weights": grads[1 : 1 + n], "biases": grads[1 + n :]}

    def untouched():
        x, weights, biases = arguments("deep")
        before = [tensor.clone() for tensor in (x, *weights, *biases)]
        lengths = len(weights), len(biases)
        module.mlp_forward(x, weights, biases)
        same = (len(weights), len(biases)) == lengths
        return same and all(torch.equal(old, new) for old, new in zip(before, (x, *weights, *biases)))

    return {
        "one-layer": lambda: module.mlp_forward(*arguments("one_layer")),
        "square": lambda: module.mlp_forward(*arguments("square")),
        "leading-axes": lambda: module.mlp_forward(*arguments("deep")),
        "vector": vector,
        "gradients": gradients,
        "inputs-untouched": untouched,
    }
