import torch
from torch import Tensor


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor]) -> Tensor:
    h = x.reshape(-1, x.shape[-1])
    for i, (weight, bias) in enumerate(zip(weights, biases)):
        h = h @ weight.T + bias
        if i < len(weights) - 1:
            h = torch.relu(h)
    return h
