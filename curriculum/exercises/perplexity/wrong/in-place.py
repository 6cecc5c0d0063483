import math

from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    """Return the perplexity of a whole corpus.

    nll: (B, T), the negative natural logarithm of each token's probability. mask: (B, T) bool, True where the token
    counts. Returns the exponential of the mean over all tokens that count.
    """
    nll[~mask] = 0
    total = (nll * mask).sum()  # over all sequences: long ones count for more, as they should
    count = mask.sum()
    return math.exp((total / count).item())  # the average first, the exponential once, at the end
