import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters


class Zero1:
    """A start and a length for each rank."""

    def __init__(self, params, world, rank, make_opt):
        self.params = params
        total = sum(p.numel() for p in params)
        self.length = total // world
        self.start = rank * self.length
        whole = parameters_to_vector(params).data
        self.part = nn.Parameter(whole.narrow(0, self.start, self.length).clone())
        self.optimizer = make_opt([self.part])


def zero1_step(ranks):
    average = torch.zeros_like(parameters_to_vector(ranks[0].params).data)
    for rank in ranks:
        average += parameters_to_vector([p.grad for p in rank.params]) / len(ranks)
    fresh = parameters_to_vector(ranks[0].params).data.clone()
    for rank in ranks:
        rank.part.grad = average.narrow(0, rank.start, rank.length).clone()
        rank.optimizer.step()
        fresh[rank.start : rank.start + rank.length] = rank.part.data
    for rank in ranks:
        vector_to_parameters(fresh.clone(), rank.params)
