import torch
from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    return torch.exp(nll[mask].mean()).item()
