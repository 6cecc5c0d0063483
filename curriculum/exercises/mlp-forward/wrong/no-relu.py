import torch
from torch import Tensor


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor]) -> Tensor:
    h = x
    for weight, bias in zip(weights, biases):
        h = h @ weight.T + bias
    return h
