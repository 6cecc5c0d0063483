"""B = 5, I = 3, H = 4; gates are also opened and closed one by one, through their biases."""

import torch

B, I, H, STEPS = 5, 3, 4, 6
WEIGHTS = ("w_ih", "w_hh", "b_ih", "b_hh")
OPEN, SHUT = 60.0, -60.0  # as biases: a gate of 1 and of 0
INPUT, FORGET, CANDIDATE, OUTPUT = range(4)


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, I),
        "sequence": normal(STEPS, B, I),
        "h": torch.tanh(normal(B, H)),
        "c": 1.5 * normal(B, H),
        "w_ih": 0.6 * normal(4 * H, I),
        "w_hh": 0.6 * normal(4 * H, H),
        "b_ih": 0.6 * normal(4 * H),
        "b_hh": 0.6 * normal(4 * H),
        "h-direction": normal(B, H),  # what the results are multiplied with before they are differentiated
        "c-direction": normal(B, H),
    }


def observe(module, inputs, device):
    x, sequence, h, c = (inputs[name].to(device) for name in ("x", "sequence", "h", "c"))
    weights = [inputs[name].to(device) for name in WEIGHTS]
    cell = module.lstm_cell

    def both(x, h, c, weights):
        new_h, new_c = cell(x, h, c, *weights)
        return {"h'": new_h, "c'": new_c}

    def with_gates(**biases):
        """The same cell with some gates fully open or shut, block by block."""
        w_ih, w_hh, b_ih, b_hh = (weight.clone() for weight in weights)
        for name, bias in biases.items():
            at = {"input": INPUT, "forget": FORGET, "output": OUTPUT}[name]
            b_ih[at * H : (at + 1) * H] += bias
        return both(x, h, c.clone(), [w_ih, w_hh, b_ih, b_hh])

    def several_steps():
        state, memory = h.clone(), c.clone()
        for step in sequence:
            state, memory = cell(step, state, memory, *weights)
        return {"h'": state, "c'": memory}

    def gradients(steps):
        leaves = {"x": steps, "h": h, "c": c, **dict(zip(WEIGHTS, weights))}
        leaves = {name: value.clone().requires_grad_() for name, value in leaves.items()}
        xs, state, memory, *rest = leaves.values()
        for step in xs * 1.0:
            state, memory = cell(step, state * 1.0, memory * 1.0, *rest)
        total = (state * inputs["h-direction"].to(device) + memory * inputs["c-direction"].to(device)).sum()
        if not total.requires_grad:
            return {name: torch.zeros_like(leaf) for name, leaf in leaves.items()}
        found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        return {n: torch.zeros_like(v) if g is None else g for (n, v), g in zip(leaves.items(), found)}

    def inputs_kept():
        values = [x, h, c, *weights]
        copies = [value.clone() for value in values]
        cell(*values)
        return [torch.equal(value, copy) for value, copy in zip(values, copies)]

    return {
        "memory": lambda: cell(x, h.clone(), c.clone(), *weights)[1],
        "state": lambda: cell(x, h.clone(), c.clone(), *weights)[0],
        "keep": lambda: with_gates(forget=OPEN, input=SHUT)["c'"],
        "rewrite": lambda: with_gates(forget=SHUT, input=OPEN)["c'"],
        "shut-output": lambda: with_gates(output=SHUT),
        "eight-rows": lambda: both(x.repeat(2, 1)[:8], h.repeat(2, 1)[:8], c.repeat(2, 1)[:8], weights),
        "batch-of-one": lambda: both(x[:1], h[:1], c[:1], weights),
        "several-steps": several_steps,
        "large-inputs": lambda: both(1000.0 * x, h, c, weights),
        "gradients": lambda: gradients(x[None]),
        "gradients-through-time": lambda: gradients(sequence[:3]),
        "float32": lambda: both(x.float(), h.float(), c.float(), [weight.float() for weight in weights]),
        "inputs-kept": inputs_kept,
    }
