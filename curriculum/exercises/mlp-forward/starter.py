import torch
from torch import Tensor


def mlp_forward(x: Tensor, weights: list[Tensor], biases: list[Tensor]) -> Tensor:
    """Run x through a multi-layer perceptron: linear layers with ReLU between them, nothing after the last.

    x: (..., width_0); weights[i]: (width_{i+1}, width_i); biases[i]: (width_{i+1},).
    Returns a tensor of shape (..., width_n).
    """
    raise NotImplementedError
