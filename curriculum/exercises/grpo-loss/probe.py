"""Groups of five rewards; N = 4 sequences of T = 7 tokens, of different lengths, with ratios far outside the clip."""

import torch

P, G, N, T = 3, 5, 4, 7


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    logs = torch.tensor([-1.1, -0.6, -0.05, 0.08, 0.5, 1.0, 0.02], dtype=torch.float64)
    ratio = torch.stack([logs[torch.from_numpy(rng.permutation(T))] for _ in range(N)]) + 0.02 * normal(N, T)
    mask = torch.ones(N, T, dtype=torch.bool)
    mask[0, 6:] = False
    mask[1, 2:] = False
    mask[2, :2] = False
    mask[3, [0, 5, 6]] = False  # no sequence fills the whole width
    old = -0.6 - normal(N, T).abs()
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0], dtype=torch.float64)
    rewards = normal(P, G) + torch.tensor([[4.0], [1.0], [-2.0]], dtype=torch.float64)
    return {
        "rewards": rewards,
        "equal": torch.stack([torch.full((G,), 0.75, dtype=torch.float64), rewards[1]]),
        "logp": old + ratio,
        "old": old,
        "ref": old + ratio - 0.2 + 0.7 * normal(N, T),
        "adv": signs * (0.5 + normal(N).abs()),
        "mask": mask,
        "eps": 0.15 + 0.1 * float(rng.random()),
        "beta": 0.3 + 0.2 * float(rng.random()),
        "soft": 0.1 + 0.1 * float(rng.random()),
    }


def observe(module, inputs, device):
    names = ("rewards", "equal", "logp", "old", "ref", "adv", "mask")
    rewards, equal, logp, old, ref, adv, mask = (inputs[name].to(device) for name in names)
    eps, beta, soft = inputs["eps"], inputs["beta"], inputs["soft"]

    def loss(logp=logp, old=old, ref=ref, adv=adv, mask=mask, beta=beta, agg="token-mean"):
        return module.grpo_loss(logp, old, ref, adv, mask, eps, beta, agg)

    def gradients(agg, *wanted):
        leaves = {"logp": logp.clone(), "old": old.clone(), "ref": ref.clone(), "adv": adv.clone()}
        for name in wanted:
            leaves[name].requires_grad_()
        out = loss(**leaves, agg=agg)
        asked = [leaves[name] for name in wanted]
        grads = [None] * len(asked)
        if isinstance(out, torch.Tensor) and out.requires_grad:
            grads = torch.autograd.grad(out.sum(), asked, allow_unused=True)
        found = [torch.zeros_like(leaf) if grad is None else grad for leaf, grad in zip(asked, grads)]
        return dict(zip(wanted, found))

    def one_sequence():
        single = [value[2:3].float() for value in (logp, old, ref, adv)]
        return [loss(*single, mask[2:3], agg=agg) for agg in ("seq-mean", "token-mean", "constant")]

    return {
        "one-group": lambda: module.grpo_adv(rewards[0], soft, 1),
        "groups": lambda: module.grpo_adv(rewards, soft, 1),
        "population": lambda: module.grpo_adv(rewards, soft, 0),
        "equal-rewards": lambda: module.grpo_adv(equal, soft, 1),
        "start": lambda: loss(logp=old.clone(), ref=old.clone()),
        "clip": lambda: loss(beta=0.0),
        "kl": lambda: loss(adv=torch.zeros_like(adv)),
        "token-mean": loss,
        "seq-mean": lambda: loss(agg="seq-mean"),
        "constant": lambda: loss(agg="constant"),
        "one-sequence": one_sequence,
        "gradients": lambda: gradients("seq-mean", "logp")["logp"],
        "frozen": lambda: gradients("token-mean", "logp", "old", "ref", "adv"),
    }
