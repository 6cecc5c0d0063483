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
    raise NotImplementedError
