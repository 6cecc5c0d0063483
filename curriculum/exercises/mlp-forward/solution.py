import torch
from torch import Tensor


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor]) -> Tensor:
    """Run x through a multi-layer perceptron: linear layers with ReLU between them, nothing after the last.

    x: (..., width_0); weights[i]: (width_{i+1}, width_i); biases[i]: (width_{i+1},).
    Returns a tensor of shape (..., width_n).
    """
    h = x  # (..., width_0)
    for i, (weight, bias) in enumerate(zip(weights, biases)):
        h = h @ weight.T + bias  # (..., width_{i+1}); the bias is added along the last axis
        if i < len(weights) - 1:  # between layers only: the last layer's outputs are free to be negative
            h = torch.relu(h)
    return h  # (..., width_n)
