import torch
from torch import Tensor


def layer(h: Tensor, W: Tensor, b: Tensor) -> Tensor:
    lead = h.shape[:-1]
    return torch.addmm(b, h.reshape(-1, h.shape[-1]), W.t()).reshape(*lead, W.shape[0])


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor], *, activation=None) -> Tensor:
    n = len(weights)
    for i in range(n):
        x = layer(x, weights.pop(0), biases.pop(0))
        if i < n - 1:
            x = x.clamp(min=0)
    return x
