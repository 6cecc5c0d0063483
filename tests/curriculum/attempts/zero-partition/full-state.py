import torch


class Zero1:
    """Owns a list of parameters like any trainer."""

    def __init__(self, params, world, rank, make_opt):
        self.params = params
        self.optimizer = make_opt(list(params))


def zero1_step(ranks):
    for i in range(len(ranks[0].params)):
        mean = torch.stack([rank.params[i].grad for rank in ranks], dim=-1).mean(dim=-1)
        for rank in ranks:
            rank.params[i].grad.copy_(mean)
    for rank in ranks:
        rank.optimizer.step()
