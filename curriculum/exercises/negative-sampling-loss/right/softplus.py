import torch
from torch import Tensor


def negative_sampling_loss(center: Tensor, pos: Tensor, neg: Tensor) -> Tensor:
    softplus = torch.nn.Softplus()
    true = torch.einsum("bd,bd->b", center, pos)
    drawn = torch.einsum("bd,bkd->bk", center, neg)
    return softplus(-true).mean() + softplus(drawn).sum(dim=1).mean()
