from collections.abc import Callable

import torch
from torch import Tensor, nn


class Zero1:
    """What one rank keeps in ZeRO stage 1: all parameters, but an optimizer for its slice of them only.

    params: the rank's own replica, n elements in all. world, rank: number of ranks, and which one this is.
    make_opt: makes an optimizer of a list of parameters. self.optimizer: that of this rank's slice, at most
    ceil(n / world) elements.
    """

    def __init__(
        self,
        params: list[nn.Parameter],
        world: int,
        rank: int,
        make_opt: Callable[[list[nn.Parameter]], torch.optim.Optimizer],
    ) -> None:
        raise NotImplementedError


def zero1_step(ranks: list[Zero1]) -> None:
    """One step of all ranks: average the gradients, update each slice where it lives, hand the slices round."""
    raise NotImplementedError
