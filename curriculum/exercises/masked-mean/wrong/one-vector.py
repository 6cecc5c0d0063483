from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return x[mask].mean(dim=0)
