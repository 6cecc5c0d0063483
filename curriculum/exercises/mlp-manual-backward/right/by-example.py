import torch
from torch import Tensor


def mlp_grads(x: Tensor, y: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> dict[str, Tensor]:
    grads = {"W1": torch.zeros_like(W1), "b1": torch.zeros_like(b1), "W2": torch.zeros_like(W2), "b2": torch.zeros_like(b2)}
    for image, label in zip(x, y):
        z = W1 @ image + b1
        h = torch.relu(z)
        logits = W2 @ h + b2
        error = torch.exp(logits - torch.logsumexp(logits, dim=0))
        error[label] = error[label] - 1
        error /= len(x)
        back = torch.where(z > 0, W2.T @ error, 0.0)
        grads["W2"] += torch.outer(error, h)
        grads["b2"] += error
        grads["W1"] += torch.outer(back, image)
        grads["b1"] += back
    return grads
