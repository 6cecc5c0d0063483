from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    return nll[~mask].mean().exp().item()
