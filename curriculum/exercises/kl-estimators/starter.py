import torch
from torch import Tensor


def kl(logp: Tensor, logq: Tensor, kind: str, mask: Tensor | None = None) -> Tensor:
    """Estimate KL(p || q) from tokens that were drawn from p.

    logp, logq: of one shape, usually (B, T), the log-probabilities of those tokens. kind: "k1", "k2" or "k3". mask: bool,
    True where a token counts. Returns the mean over all tokens that count, (); zero if none do.
    """
    raise NotImplementedError
