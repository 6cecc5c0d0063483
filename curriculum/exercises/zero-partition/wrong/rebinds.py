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
        flat = torch.cat([p.detach().flatten() for p in self.params])  # (n,), across the borders of tensors
        size = -(-len(flat) // world)  # rounded up, so that nothing is left over
        self.place = slice(rank * size, (rank + 1) * size)  # the last ones may be shorter, or empty
        self.slice = nn.Parameter(flat[self.place].clone())
        self.optimizer = make_opt([self.slice])


def zero1_step(ranks: list[Zero1]) -> None:
    """One step of all ranks: average the gradients, update each slice where it lives, hand the slices round."""
    gradients = [torch.cat([p.grad.flatten() for p in rank.params]) for rank in ranks]  # (n,) each
    mean = sum(gradients) / len(ranks)
    for rank in ranks:  # reduce-scatter, then the step
        rank.slice.grad = mean[rank.place].clone()
        rank.optimizer.step()
    flat = torch.cat([rank.slice.detach() for rank in ranks])  # all-gather
    for rank in ranks:
        parts = flat.split([p.numel() for p in rank.params])
        for p, part in zip(rank.params, parts):
            p = nn.Parameter(part.view_as(p).clone())
