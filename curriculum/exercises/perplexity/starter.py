from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    """Return the perplexity of a whole corpus.

    nll: (B, T), the negative natural logarithm of each token's probability. mask: (B, T) bool, True where the token
    counts. Returns the exponential of the mean over all tokens that count.
    """
    raise NotImplementedError
