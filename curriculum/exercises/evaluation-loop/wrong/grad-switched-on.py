from collections.abc import Iterable
import torch
import torch.nn.functional as F
from torch import Tensor, nn


def evaluate(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]]) -> tuple[float, float]:
    training = model.training
    model.eval()
    torch.set_grad_enabled(False)
    total, right, seen = (0.0, 0, 0)
    if True:
        for x, y in loader:
            logits = model(x)
            total += F.cross_entropy(logits, y, reduction="sum").item()
            right += (logits.argmax(dim=-1) == y).sum().item()
            seen += len(y)
    model.train(training)
    torch.set_grad_enabled(True)
    return (total / seen, right / seen)
