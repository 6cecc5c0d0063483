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
    sizes = [len(x) for x, _ in shards]
    for model, (x, y) in zip(models, shards):
        model.zero_grad()
        loss_fn(model(x), y).backward()
    for replicas in zip(*(model.parameters() for model in models)):  # one parameter, as each rank has it
        for p in replicas:
            if p.grad is None:
                p.grad = torch.zeros_like(p)
        mean = sum(size / sum(sizes) * p.grad for size, p in zip(sizes, replicas))  # the all-reduce
        for p in replicas:
            p.grad.copy_(mean)
    for optimizer in optimizers:
        optimizer.step()
