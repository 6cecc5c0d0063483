"""B = 3 rows of T = 7 tokens whose ratios lie inside the clip, just outside, and far outside, with either sign of adv."""

import torch

B, T = 3, 7


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    # Every sign of the advantage meets ratios below, inside and above the range, in every row that counts.
    logs = torch.tensor([-1.2, -0.6, -0.05, 0.08, 0.5, 1.1, 0.02], dtype=torch.float64)
    ratio = torch.stack([logs[torch.from_numpy(rng.permutation(T))] for _ in range(B)]) + 0.02 * normal(B, T)
    sign = torch.where(normal(B, T) > 0, 1.0, -1.0).double()
    for k, value in enumerate(logs.tolist()):  # of the three tokens with about this ratio, both signs occur
        rows, columns = torch.nonzero((ratio - value).abs() < 0.13, as_tuple=True)
        sign[rows[0], columns[0]], sign[rows[-1], columns[-1]] = 1.0, -1.0
    mask = torch.ones(B, T, dtype=torch.bool)
    mask[0, 5:] = False
    mask[1, :3] = False
    mask[2, [2]] = False
    old = -0.5 - normal(B, T).abs()
    return {
        "logp": old + ratio,
        "old": old,
        "adv": sign * (0.4 + normal(B, T).abs()) + 0.2,
        "mask": mask,
        "eps": 0.15 + 0.1 * float(rng.random()),
        "wide": 0.7 + 0.1 * float(rng.random()),
    }


def observe(module, inputs, device):
    logp, old, adv, mask = (inputs[name].to(device) for name in ("logp", "old", "adv", "mask"))
    eps, loss = inputs["eps"], module.ppo_loss

    def four():
        found = {}
        for name, gain in (("positive", 1.5), ("negative", -1.5)):
            for size, log_ratio in (("large", 0.9), ("small", -0.9)):
                new, a = torch.full_like(old, log_ratio) + old, torch.full_like(adv, gain)
                found[f"{name} advantage, {size} ratio"] = loss(new, old, a, eps)
        return found

    def gradients(*wanted):
        leaves = {"logp": logp.clone(), "old": old.clone(), "adv": adv.clone()}
        for name in wanted:
            leaves[name].requires_grad_()
        out = loss(*leaves.values(), eps, mask)
        asked = [leaves[name] for name in wanted]
        grads = [None] * len(asked)
        if isinstance(out, torch.Tensor) and out.requires_grad:
            grads = torch.autograd.grad(out.sum(), asked, allow_unused=True)
        found = [torch.zeros_like(leaf) if grad is None else grad for leaf, grad in zip(asked, grads)]
        return dict(zip(wanted, found))

    def inputs_kept():
        given = [tensor.clone() for tensor in (logp, old, adv, mask)]
        loss(*given[:3], eps, given[3])
        return [torch.equal(mine, before) for mine, before in zip(given, (logp, old, adv, mask))]

    return {
        "start": lambda: loss(old.clone(), old, adv, eps),
        "inside": lambda: loss(old + (logp - old) * 0.1, old, adv, eps),
        "cases": four,
        "values": lambda: loss(logp, old, adv, eps),
        "wide": lambda: loss(logp.float(), old.float(), adv.float(), inputs["wide"]),
        "masked": lambda: loss(logp, old, adv, eps, mask),
        "one-token": lambda: loss(logp[2:, 5:6], old[2:, 5:6], adv[2:, 5:6], eps),
        "gradients": lambda: gradients("logp")["logp"],
        "inputs-kept": inputs_kept,
        "frozen": lambda: gradients("logp", "old", "adv"),
    }
