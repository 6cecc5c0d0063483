import torch
from torch import nn


class Zero1:
    """The replica's parameters become views of one flat buffer; the slice is a view of it too."""

    def __init__(self, params, world, rank, make_opt):
        self.params, self.rank = params, rank
        self.flat = torch.cat([p.data.reshape(-1) for p in params])
        start = 0
        for p in params:
            p.data = self.flat[start : start + p.numel()].view(p.shape)
            start += p.numel()
        n = self.flat.numel()
        size = (n + world - 1) // world
        self.start, self.stop = min(rank * size, n), min((rank + 1) * size, n)
        self.own = nn.Parameter(self.flat[self.start : self.stop])
        self.optimizer = make_opt([self.own])


def zero1_step(ranks):
    for owner in ranks:
        total = 0
        for rank in ranks:
            total = total + torch.hstack([p.grad.ravel() for p in rank.params])[owner.start : owner.stop]
        owner.own.grad = total / len(ranks)
    for owner in ranks:
        owner.optimizer.step()
    for owner in ranks:
        for rank in ranks:
            rank.flat[owner.start : owner.stop] = owner.own.detach()
