import torch


def kl(logp, logq, kind, mask=None):
    """In terms of the ratio r = q / p; tokens are selected, not multiplied by 0."""
    if mask is not None:
        logp, logq = logp[mask], logq[mask]
        if not mask.any():
            return logp.sum()
    r = (logq - logp).exp()
    each = {"k1": lambda: -r.log(), "k2": lambda: 0.5 * r.log() ** 2, "k3": lambda: (r - 1) - r.log()}[kind]()
    return each.sum() / each.numel()
