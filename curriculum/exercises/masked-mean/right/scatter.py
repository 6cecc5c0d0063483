import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    rows, places = mask.nonzero(as_tuple=True)  # one entry for each kept token
    total = x.new_zeros(x.shape[0], x.shape[2]).index_add(0, rows, x[rows, places])
    count = torch.bincount(rows, minlength=x.shape[0]).clamp(min=1)
    return total / count.unsqueeze(-1).to(x.dtype)
