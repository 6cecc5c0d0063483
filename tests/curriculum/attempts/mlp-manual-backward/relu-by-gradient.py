import torch
from torch import Tensor


def mlp_grads(x: Tensor, y: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> dict[str, Tensor]:
    act = torch.relu(x.matmul(W1.T) + b1)
    probs = torch.softmax(act.matmul(W2.T) + b2, dim=-1)
    target = torch.zeros_like(probs)
    target[range(len(y)), y] = 1
    delta = (probs - target).div(len(y))
    upstream = delta.matmul(W2)
    upstream[upstream < 0] = 0
    return {"W2": delta.T.matmul(act), "b2": delta.sum(0), "W1": upstream.T.matmul(x), "b1": upstream.sum(0)}
