from collections.abc import Callable
from typing import Any

from torch import Tensor, nn
from torch.optim import Optimizer


def accum_step(
    model: nn.Module,
    opt: Optimizer,
    micro_batches: list[Any],
    loss_sum_fn: Callable[[nn.Module, Any], Tensor],
    count_fn: Callable[[Any], int],
) -> float:
    total = sum(count_fn(micro_batch) for micro_batch in micro_batches)
    mean = 0.0
    for micro_batch in micro_batches:
        opt.zero_grad()
        share = loss_sum_fn(model, micro_batch) / total
        share.backward()
        mean += share.item()
    opt.step()
    return mean
