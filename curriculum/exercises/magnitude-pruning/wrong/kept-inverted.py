import torch
from torch import Tensor, nn
from torch.optim import Optimizer


def prune_mask(W: Tensor, sparsity: float) -> Tensor:
    count = round(sparsity * W.numel())
    mask = torch.ones(W.numel(), dtype=torch.bool, device=W.device)
    mask[W.abs().flatten().argsort()[:count]] = False
    return ~mask.reshape(W.shape)


def prune_rows(W: Tensor, n: int) -> Tensor:
    norms = W.flatten(1).norm(dim=1)
    mask = torch.ones_like(W, dtype=torch.bool)
    mask[norms.argsort()[:n]] = False
    return mask


@torch.no_grad()
def masked_step(opt: Optimizer, params: list[nn.Parameter], masks: list[Tensor]) -> None:
    opt.step()
    for parameter, mask in zip(params, masks, strict=True):
        parameter.mul_(mask)
