from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    return nll[:, :-1][mask[:, 1:]].mean().exp().item()
