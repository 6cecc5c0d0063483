import torch
from torch import Tensor


def pool(h: Tensor, mask: Tensor, how: str) -> Tensor:
    choose = {"cls": lambda rows: rows[0], "last": lambda rows: rows[-1], "mean": lambda rows: rows.mean(0)}
    if how not in choose:
        raise ValueError(f"unknown pooling: {how}")
    return torch.stack([choose[how](vectors[real != 0]) for vectors, real in zip(h, mask)])
