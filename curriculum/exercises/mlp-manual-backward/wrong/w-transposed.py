import torch
from torch import Tensor


def mlp_grads(x: Tensor, y: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> dict[str, Tensor]:
    """Return the gradients of cross_entropy(relu(x W1^T + b1) W2^T + b2, y), a mean over the batch.

    x: (N, D); y: int64 (N,), classes 0..C-1; W1: (H, D); b1: (H,); W2: (C, H); b2: (C,).
    Returns {"W1", "b1", "W2", "b2"}, each of the shape of what it belongs to.
    """
    n = x.shape[0]
    z = x @ W1.T + b1  # (N, H)
    h = z.clamp(min=0)  # (N, H)
    logits = h @ W2.T + b2  # (N, C)

    dlogits = torch.softmax(logits, dim=1)  # (N, C): p - onehot(y), and the mean's 1 / N
    dlogits[torch.arange(n), y] -= 1.0
    dlogits = dlogits / n
    dW2 = h.T @ dlogits  # (C, H)
    db2 = dlogits.sum(dim=0)  # (C,)
    dz = (dlogits @ W2) * (z > 0)  # (N, H): nothing flows where ReLU was shut
    dW1 = x.T @ dz  # (H, D)
    db1 = dz.sum(dim=0)  # (H,)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
