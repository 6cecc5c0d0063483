"""B = 5, I = 3, H = 4; gates are also opened and closed one by one, through their biases."""

import torch

B, I, H, STEPS = 5, 3, 4, 6
WEIGHTS = ("w_ih", "w_hh", "b_ih", "b_hh")
OPEN, SHUT = 60.0, -60.0  # as biases: a gate of 1 and of 0
BLOCKS = {"reset": 0, "update": 1}


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, I),
        "sequence": normal(STEPS, B, I),
        "h": torch.tanh(normal(B, H)),
        "w_ih": 0.6 * normal(3 * H, I),
        "w_hh": 0.6 * normal(3 * H, H),
        "b_ih": 0.6 * normal(3 * H),
        "b_hh": 0.6 * normal(3 * H),
        "direction": normal(B, H),  # what the result is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, sequence, h = (inputs[name].to(device) for name in ("x", "sequence", "h"))
    weights = [inputs[name].to(device) for name in WEIGHTS]
    cell = module.gru_cell

    def with_gates(state, **biases):
        """The same cell with some gates fully open or shut, block by block."""
        w_ih, w_hh, b_ih, b_hh = (weight.clone() for weight in weights)
        for name, bias in biases.items():
            at = BLOCKS[name]
            b_ih[at * H : (at + 1) * H] += bias
        return cell(x, state.clone(), w_ih, w_hh, b_ih, b_hh)

    def several_steps():
        state = h.clone()
        for step in sequence:
            state = cell(step, state, *weights)
        return state

    def gradients(steps):
        leaves = {"x": steps, "h": h, **dict(zip(WEIGHTS, weights))}
        leaves = {name: value.clone().requires_grad_() for name, value in leaves.items()}
        xs, state, *rest = leaves.values()
        for step in xs * 1.0:
            state = cell(step, state * 1.0, *rest)
        total = (state * inputs["direction"].to(device)).sum()
        if not total.requires_grad:
            return {name: torch.zeros_like(leaf) for name, leaf in leaves.items()}
        found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        return {n: torch.zeros_like(v) if g is None else g for (n, v), g in zip(leaves.items(), found)}

    def inputs_kept():
        values = [x, h, *weights]
        copies = [value.clone() for value in values]
        cell(*values)
        return [torch.equal(value, copy) for value, copy in zip(values, copies)]

    return {
        "state": lambda: cell(x, h.clone(), *weights),
        "keep": lambda: with_gates(h, update=OPEN),
        "replace": lambda: with_gates(h, update=SHUT, reset=OPEN),
        "reset": lambda: with_gates(h, update=SHUT, reset=SHUT),
        "zero-state": lambda: cell(x, torch.zeros_like(h), *weights),
        "six-rows": lambda: cell(x.repeat(2, 1)[:6], h.repeat(2, 1)[:6], *weights),
        "batch-of-one": lambda: cell(x[:1], h[:1].clone(), *weights),
        "several-steps": several_steps,
        "large-inputs": lambda: cell(500.0 * x, h.clone(), *weights),
        "gradients": lambda: gradients(x[None]),
        "gradients-through-time": lambda: gradients(sequence[:3]),
        "float32": lambda: cell(x.float(), h.float(), *[weight.float() for weight in weights]),
        "inputs-kept": inputs_kept,
    }
