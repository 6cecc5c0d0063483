from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    return ((nll * mask).sum() / len(nll)).exp().item()
