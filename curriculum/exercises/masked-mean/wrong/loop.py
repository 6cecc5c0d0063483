import torch
from torch import Tensor


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    rows = []
    for row, kept in zip(x, mask):
        rows.append(row[kept].mean(dim=0) if kept.any() else row[0] * 0.0 if row[0].isfinite().all() else row.new_zeros(row.shape[-1]))
    return torch.stack(rows)
