import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters


class Zero1:
    """Slices by tensor_split, refreshed from the parameters at each step."""

    def __init__(self, params, world, rank, make_opt):
        self.params = params
        self.world, self.rank = world, rank
        self.shard = nn.Parameter(self.cut(parameters_to_vector(params).detach()))
        self.optimizer = make_opt([self.shard])

    def cut(self, vector):
        return torch.tensor_split(vector, self.world)[self.rank].clone()


@torch.no_grad()
def zero1_step(ranks):
    grad = torch.stack([parameters_to_vector([p.grad for p in rank.params]) for rank in ranks]).mean(dim=0)
    for rank in ranks:
        rank.shard.copy_(rank.cut(parameters_to_vector(rank.params)))
        rank.shard.grad = rank.cut(grad)
        rank.optimizer.step()
    everything = torch.cat([rank.shard for rank in ranks])
    for rank in ranks:
        vector_to_parameters(everything.clone(), rank.params)
