import torch
from torch import nn


class Zero1:
    """Rank r owns the elements r, r + world, r + 2 world ...: any division will do for an optimizer that works element by element."""

    def __init__(self, params, world, rank, make_opt):
        self.params, self.every = list(params), slice(rank, None, world)
        self.mine = nn.Parameter(self.flat(p.data for p in self.params)[self.every].clone())
        self.optimizer = make_opt([self.mine])

    @staticmethod
    def flat(tensors):
        return torch.cat([t.reshape(-1) for t in tensors])


def zero1_step(ranks):
    grads = [rank.flat(p.grad for p in rank.params) for rank in ranks]
    whole = torch.empty_like(grads[0])
    for rank in ranks:
        rank.mine.grad = torch.stack([g[rank.every] for g in grads]).mean(0)
        rank.optimizer.step()
        whole[rank.every] = rank.mine.data
    for rank in ranks:
        offset = 0
        for p in rank.params:
            with torch.no_grad():
                p.copy_(whole[offset : offset + p.numel()].reshape(p.shape))
            offset += p.numel()
