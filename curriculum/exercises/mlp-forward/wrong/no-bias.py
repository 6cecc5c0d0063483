import torch
from torch import Tensor


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor]) -> Tensor:
    h = x
    for i, weight in enumerate(weights):
        h = h @ weight.T
        if i < len(weights) - 1:
            h = torch.relu(h)
    return h
