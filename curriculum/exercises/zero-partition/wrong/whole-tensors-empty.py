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
        self.params = list(params)
        self.mine = [i for i in range(len(self.params)) if i % world == rank]
        self.optimizer = make_opt([self.params[i] for i in self.mine])


def zero1_step(ranks: list[Zero1]) -> None:
    """One step of all ranks: average the gradients, update each slice where it lives, hand the slices round."""
    for rank in ranks:
        for i in rank.mine:
            rank.params[i].grad = sum(other.params[i].grad.clone() for other in ranks) / len(ranks)
        rank.optimizer.step()
    for owner in ranks:
        for i in owner.mine:
            for rank in ranks:
                rank.params[i].data.copy_(owner.params[i].data)
