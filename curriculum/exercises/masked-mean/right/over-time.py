import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    total = torch.zeros_like(x[:, 0], dtype=torch.promote_types(x.dtype, torch.float32))
    count = torch.zeros_like(total[:, :1])
    for t in range(x.shape[1]):  # a loop over time is fine, one over the batch is not
        kept = mask[:, t, None]
        total = total + torch.where(kept, x[:, t], 0)
        count = count + kept
    return (total / torch.maximum(count, torch.ones_like(count))).to(x.dtype)
