"""Nine pairs of sequence log-probabilities; policy and reference disagree, and some pairs are ranked wrongly."""

import torch

N = 9
NAMES = ("pi_c", "pi_r", "ref_c", "ref_r")


def make_cases(rng):
    def normal(scale):
        return torch.from_numpy(rng.standard_normal(N)) * scale

    base = -40.0 + normal(2.0)
    cases = {"ref_c": base + normal(1.0), "ref_r": base + normal(1.0) - 0.7}
    cases |= {"pi_c": cases["ref_c"] + normal(3.0) + 0.8, "pi_r": cases["ref_r"] + normal(3.0) - 0.4}
    # Two of nine pairs are won by far and the others lost by far, so that the mean margin is far off as well.
    far = torch.tensor([-1.0, 1.0, -1.0, -1.0, -1.0, 1.0, -1.0, -1.0, -1.0], dtype=torch.float64)
    return {
        **cases,
        "beta": 0.2 + 0.2 * float(rng.random()),
        "large_beta": 1.5 + float(rng.random()),
        "shift": -300.0 + normal(50.0),
        "far": far * torch.from_numpy(rng.uniform(6000.0, 7000.0, N)),
    }


def observe(module, inputs, device):
    values = [inputs[name].to(device) for name in NAMES]
    beta, shift, far = inputs["beta"], inputs["shift"].to(device), inputs["far"].to(device)
    pi_c, pi_r, ref_c, ref_r = values

    def dpo(*given, beta=beta):
        loss, chosen, rejected = module.dpo_loss(*given, beta)
        return {"loss": loss, "chosen": chosen, "rejected": rejected}

    def gradients(*wanted):
        leaves = [value.clone().requires_grad_(name in wanted) for name, value in zip(NAMES, values)]
        asked = [leaf for leaf in leaves if leaf.requires_grad]
        loss = dpo(*leaves)["loss"]
        grads = [None] * len(asked)
        if isinstance(loss, torch.Tensor) and loss.requires_grad:
            grads = torch.autograd.grad(loss.sum(), asked, allow_unused=True)
        found = [torch.zeros_like(leaf) if grad is None else grad for leaf, grad in zip(asked, grads)]
        return dict(zip(wanted, found))

    def rewards():
        made = dpo(*values)
        return {name: made[name] for name in ("chosen", "rejected")}

    def detached():
        made = dpo(*(value.clone().requires_grad_() for value in values))
        return {name: not made[name].requires_grad for name in ("chosen", "rejected")}

    return {
        "loss": lambda: dpo(*values)["loss"],
        "start": lambda: dpo(ref_c, ref_r, ref_c.clone(), ref_r.clone()),
        "other-beta": lambda: dpo(*values, beta=inputs["large_beta"])["loss"],
        "rewards": rewards,
        "one-pair": lambda: dpo(*(value[3:4].float() for value in values))["loss"],
        "shift": lambda: dpo(pi_c + shift, pi_r + 2 * shift, ref_c + shift, ref_r + 2 * shift)["loss"],
        "large-margins": lambda: dpo(pi_c + far, pi_r - far, ref_c, ref_r)["loss"],
        "gradients": lambda: gradients("pi_c", "pi_r"),
        "reference-frozen": lambda: gradients(*NAMES),
        "rewards-detached": detached,
    }
