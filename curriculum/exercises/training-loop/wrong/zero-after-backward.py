from collections.abc import Callable, Iterable
import torch
import torch.nn.functional as F
from torch import Tensor, nn


def train(
    model: nn.Module,
    loader: Iterable[tuple[Tensor, Tensor]],
    epochs: int,
    lr: float,
    seed: int,
    after_epoch: Callable[[int, float], bool | None] | None = None,
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        total, seen = (0.0, 0)
        for x, y in loader:
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item() * len(y)
            seen += len(y)
        history.append(total / seen)
        if after_epoch is not None and after_epoch(epoch, history[-1]):
            break
    return history
