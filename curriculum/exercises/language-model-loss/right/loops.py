import torch
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    batch, length = ids.shape
    losses = []
    for row in range(batch):
        for t in range(length - 1):
            if mask is None or mask[row, t + 1]:
                z = logits[row, t]
                losses.append(z.logsumexp(dim=0) - z[ids[row, t + 1]])
    return torch.stack(losses).mean() if losses else logits.new_zeros(())
