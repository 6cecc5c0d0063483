import copy

import torch


def to_script(model, sample):
    """Freezing turns the parameters into constants, so there is nothing left to ask for a gradient."""
    return torch.jit.freeze(torch.jit.script(copy.deepcopy(model).eval()))
