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
    """Make one optimizer step with the gradient of the mean loss over all micro-batches; return that mean.

    loss_sum_fn(model, micro_batch) is the sum (not the mean) of the losses of a micro-batch's tokens, a scalar;
    count_fn(micro_batch) says how many tokens those were, perhaps 0.
    """
    total = sum(count_fn(micro_batch) for micro_batch in micro_batches)  # tokens of the whole batch
    opt.zero_grad()
    mean = 0.0
    for micro_batch in micro_batches:
        share = loss_sum_fn(model, micro_batch) / total
        share.backward()  # adds to .grad and frees the graph of this micro-batch
        mean += share.item()
    opt.step()
    return mean
