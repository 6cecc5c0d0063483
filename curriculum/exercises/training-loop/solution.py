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
    """Train with SGD (momentum 0.9) and the mean cross-entropy. Returns the mean loss over the examples of each epoch.

    torch.manual_seed(seed) comes first, once. after_epoch(epoch, mean loss), where epochs count from 1, is called at
    the end of each; it may use the model as it likes, and ends the training by returning True.
    """
    torch.manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)  # one for all epochs: it has a memory
    history = []
    for epoch in range(1, epochs + 1):
        model.train()  # each time: after_epoch may have evaluated
        total, seen = 0.0, 0
        for x, y in loader:  # anew in each epoch, which shuffles again
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)  # a number without a graph, weighed by its examples
            seen += len(y)
        history.append(total / seen)
        if after_epoch is not None and after_epoch(epoch, history[-1]):
            break
    return history
