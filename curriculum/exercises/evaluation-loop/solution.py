from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def evaluate(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]]) -> tuple[float, float]:
    """Return the mean cross-entropy and the accuracy over all examples of the loader.

    Batches are x (B, ...), y (B,) and may differ in size; model(x) is (B, C), logits. The model is evaluated in eval
    mode, without gradients, and left in the mode it came in.
    """
    training = model.training
    model.eval()
    total, right, seen = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            logits = model(x)  # (B, C)
            total += F.cross_entropy(logits, y, reduction="sum").item()  # a sum: small batches weigh less
            right += (logits.argmax(dim=-1) == y).sum().item()
            seen += len(y)
    model.train(training)
    return total / seen, right / seen
