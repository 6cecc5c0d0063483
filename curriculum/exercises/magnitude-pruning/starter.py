import torch
from torch import Tensor, nn
from torch.optim import Optimizer


def prune_mask(W: Tensor, sparsity: float) -> Tensor:
    """True where a weight is kept: exactly round(sparsity · number of weights) of the smallest magnitude are not."""
    raise NotImplementedError


def prune_rows(W: Tensor, n: int) -> Tensor:
    """A mask of W's shape that is False in the n rows of smallest L2 norm; a row is all of W[i]."""
    raise NotImplementedError


def masked_step(opt: Optimizer, params: list[nn.Parameter], masks: list[Tensor]) -> None:
    """Step the optimizer; afterwards every pruned weight is 0, whatever momentum or decay did to it."""
    raise NotImplementedError
