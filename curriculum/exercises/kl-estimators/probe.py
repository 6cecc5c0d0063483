"""Log-probabilities of sampled tokens under p and q, B = 3 rows of T = 7; a distribution over five outcomes."""

import torch

B, T, K = 3, 7, 5
KINDS = ("k1", "k2", "k3")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    mask = torch.ones(B, T, dtype=torch.bool)
    mask[0, 5:] = False
    mask[1, 2:] = False
    mask[2, [0, 4]] = False
    logp = -0.2 - normal(B, T).abs()
    return {
        "logp": logp,
        "logq": logp - 0.3 + 0.6 * normal(B, T),
        "mask": mask,
        "p": normal(K).log_softmax(0),
        "q": normal(K).log_softmax(0),
    }


def observe(module, inputs, device):
    logp, logq, mask, p, q = (inputs[name].to(device) for name in ("logp", "logq", "mask", "p", "q"))

    def kl(first, second, kind, *mask):
        return module.kl(first.clone(), second.clone(), kind, *mask)

    def all_of(*given):
        return {kind: kl(*given[:2], kind, *given[2:]) for kind in KINDS}

    def expectation():
        return {kind: sum(p[i].exp() * kl(p[i : i + 1], q[i : i + 1], kind).sum() for i in range(K)) for kind in KINDS}

    def never_negative():
        pairs = list(zip(logp.flatten(), logq.flatten()))
        return {k: all(bool(kl(a[None], b[None], k).sum() >= -1e-9) for a, b in pairs) for k in ("k2", "k3")}

    def nothing():
        return {kind: kl(logp, logq, kind, torch.zeros_like(mask)) for kind in KINDS}

    def inputs_kept():
        before = [value.clone() for value in (logp, logq, mask)]
        for kind in KINDS:
            module.kl(logp, logq, kind, mask)
        return [torch.equal(value, old) for value, old in zip((logp, logq, mask), before)]

    def gradients():
        found = {}
        for kind in KINDS:
            leaf = logp.clone().requires_grad_()
            out = kl(leaf, logq, kind, mask)
            live = isinstance(out, torch.Tensor) and out.requires_grad
            found[kind] = torch.autograd.grad(out.sum(), leaf)[0] if live else torch.zeros_like(leaf)
        return found

    return {
        "k1": lambda: kl(logp, logq, "k1"),
        "k2": lambda: kl(logp, logq, "k2"),
        "k3": lambda: kl(logp, logq, "k3"),
        "same": lambda: all_of(logp, logp.clone()),
        "expectation": expectation,
        "never-negative": never_negative,
        "masked": lambda: all_of(logp, logq, mask),
        "nothing": nothing,
        "one-token": lambda: all_of(logp[0].float(), logq[0].float()),
        "inputs-kept": inputs_kept,
        "gradients": gradients,
    }
