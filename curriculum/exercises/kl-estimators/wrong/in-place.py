import torch
from torch import Tensor


def kl(logp: Tensor, logq: Tensor, kind: str, mask: Tensor | None = None) -> Tensor:
    """Estimate KL(p || q) from tokens that were drawn from p.

    logp, logq: of one shape, usually (B, T), the log-probabilities of those tokens. kind: "k1", "k2" or "k3". mask: bool,
    True where a token counts. Returns the mean over all tokens that count, (); zero if none do.
    """
    d = logq.sub_(logp)  # the log of the ratio q / p
    estimates = {
        "k1": -d,  # unbiased, of either sign
        "k2": d.square() / 2,  # never negative, biased
        "k3": torch.expm1(d) - d,  # never negative and unbiased, for the mean of exp(d) - 1 under p is 0
    }
    each = estimates[kind]
    if mask is None:
        return each.mean()
    return (each * mask).sum() / mask.sum().clamp(min=1)
