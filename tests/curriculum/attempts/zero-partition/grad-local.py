import torch
from torch import nn


class Zero1:
    """tensor_split of the flattened replica."""

    def __init__(self, params, world, rank, make_opt):
        self.params, self.world, self.rank = params, world, rank
        self.piece = nn.Parameter(self.take([p.data for p in params]))
        self.optimizer = make_opt([self.piece])

    def take(self, tensors):
        flat = torch.hstack([t.ravel() for t in tensors])
        size = (flat.numel() + self.world - 1) // self.world
        return flat[self.rank * size : self.rank * size + size].clone()


def zero1_step(ranks):
    for r in ranks:
        r.piece.grad = r.take([p.grad for p in r.params])
        r.optimizer.step()
    joined = torch.hstack([r.piece.data for r in ranks])
    for r in ranks:
        at = 0
        for p in r.params:
            p.data[...] = joined[at : at + p.numel()].reshape(p.shape)
            at += p.numel()
