import torch
from torch import Tensor, nn
from torch.optim import Optimizer


def prune_mask(W: Tensor, sparsity: float) -> Tensor:
    """True where a weight is kept: exactly round(sparsity · number of weights) of the smallest magnitude are not."""
    return W.abs() > torch.quantile(W.detach().abs().flatten(), sparsity)


def prune_rows(W: Tensor, n: int) -> Tensor:
    """A mask of W's shape that is False in the n rows of smallest L2 norm; a row is all of W[i]."""
    norms = W.flatten(1).norm(dim=1)  # (rows,)
    mask = torch.ones_like(W, dtype=torch.bool)
    mask[norms.argsort()[:n]] = False
    return mask


@torch.no_grad()
def masked_step(opt: Optimizer, params: list[nn.Parameter], masks: list[Tensor]) -> None:
    """Step the optimizer; afterwards every pruned weight is 0, whatever momentum or decay did to it."""
    opt.step()
    for parameter, mask in zip(params, masks, strict=True):
        parameter.mul_(mask)
