import torch


def kl(logp, logq, kind, mask=None):
    """Written for samples from q."""
    ratio = torch.exp(logp - logq)
    if kind == "k1":
        terms = -torch.log(ratio)
    elif kind == "k2":
        terms = torch.log(ratio) ** 2 / 2
    else:
        terms = ratio - 1 - torch.log(ratio)
    kept = terms if mask is None else terms[mask]
    return kept.mean()
