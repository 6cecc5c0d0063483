from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    return (nll.exp() * mask).sum().item() / mask.sum().item()
