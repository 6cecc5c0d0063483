from collections.abc import Callable

import torch
from torch import Tensor, nn


def ddp_step(
    models: list[nn.Module],
    optimizers: list[torch.optim.Optimizer],
    shards: list[tuple[Tensor, Tensor]],
    loss_fn: Callable[[Tensor, Tensor], Tensor],
) -> None:
    """One step of data-parallel training with len(models) ranks, all in this process.

    models[r]: rank r's replica, equal to the others. optimizers[r]: of its parameters. shards[r]: its x and y.
    loss_fn(prediction, y): the mean loss of a shard. Afterwards all replicas hold what one step on the whole batch gives.
    """
    for model, (x, y) in zip(models, shards):
        model.zero_grad()
        loss_fn(model(x), y).backward()
    for optimizer in optimizers:
        optimizer.step()
