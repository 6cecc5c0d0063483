from collections.abc import Iterable
import torch
import torch.nn.functional as F
from torch import Tensor, nn


def evaluate(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]]) -> tuple[float, float]:
    training = model.training
    model.eval()
    total, right, seen = (0.0, 0, 0)
    with torch.no_grad():
        for x, y in loader:
            logits = model(x)
            total += F.cross_entropy(logits, y, reduction="sum")
            right += (logits.argmax(dim=-1) == y).sum()
            seen += len(y)
    model.train(training)
    return (total / seen, right / seen)
