"""B = 3, T = 5, I = 4, H = 6: all different, except in one case where B = T and mixing them up raises no error."""

import torch

B, T, I, H = 3, 5, 4, 6
WEIGHTS = ("w_ih", "w_hh", "b_ih", "b_hh")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, T, I),
        "h0": normal(B, H),
        "w_ih": 0.5 * normal(H, I),
        "w_hh": 0.5 * normal(H, H),
        "b_ih": 0.5 * normal(H),
        "b_hh": 0.5 * normal(H),
        "outputs-direction": normal(B, T, H),  # what the results are multiplied with before they are differentiated
        "final-direction": normal(B, H),
        "cut": int(rng.integers(1, T)),
    }


def observe(module, inputs, device):
    x, h0 = inputs["x"].to(device), inputs["h0"].to(device)
    weights = [inputs[name].to(device) for name in WEIGHTS]
    rnn = module.rnn

    def both(x, h0, weights):
        outputs, final = rnn(x, h0, *weights)
        return {"outputs": outputs, "final": final}

    def in_pieces():
        cut = inputs["cut"]
        first, h = rnn(x[:, :cut], h0.clone(), *weights)
        second, h = rnn(x[:, cut:], h.clone(), *weights)
        return {"outputs": torch.cat([first, second], dim=1), "final": h}

    def later_inputs():
        """By how much the outputs up to `cut` move when the inputs after it do, and whether later ones do."""
        cut = inputs["cut"]
        changed = x.clone()
        changed[:, cut:] += 3.0
        one, two = rnn(x, h0.clone(), *weights)[0].clone(), rnn(changed, h0.clone(), *weights)[0]
        moved = (one - two).abs().amax(dim=(0, 2)) > 1e-6
        return {"steps that notice": [bool(step) for step in moved.tolist()]}

    def gradients():
        leaves = {"x": x, "h0": h0, **dict(zip(WEIGHTS, weights))}
        leaves = {name: value.clone().requires_grad_() for name, value in leaves.items()}
        outputs, final = rnn(*leaves.values())
        total = (outputs * inputs["outputs-direction"].to(device)).sum()
        total = total + (final * inputs["final-direction"].to(device)).sum()
        if not total.requires_grad:
            return {name: torch.zeros_like(leaf) for name, leaf in leaves.items()}
        found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        return {n: torch.zeros_like(v) if g is None else g for (n, v), g in zip(leaves.items(), found)}

    def inputs_kept():
        values = [x, h0, *weights]
        copies = [value.clone() for value in values]
        rnn(*values)
        return [torch.equal(value, copy) for value, copy in zip(values, copies)]

    return {
        "outputs": lambda: rnn(x, h0, *weights)[0],
        "final": lambda: rnn(x, h0, *weights)[1],
        "as-many-steps-as-rows": lambda: both(x[:, :B], h0, weights),
        "one-step": lambda: both(x[:, :1], h0, weights),
        "batch-of-one": lambda: both(x[:1], h0[:1], weights),
        "in-pieces": in_pieces,
        "later-inputs": later_inputs,
        "large-inputs": lambda: both(1000.0 * x, h0, weights),
        "not-contiguous": lambda: both(x.transpose(0, 1).contiguous().transpose(0, 1), h0, weights),
        "gradients": gradients,
        "float32": lambda: both(x.float(), h0.float(), [weight.float() for weight in weights]),
        "inputs-kept": inputs_kept,
    }
