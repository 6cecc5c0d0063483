import copy

import torch
from torch import Tensor, nn


def to_script(model: nn.Module, sample: Tensor) -> torch.jit.ScriptModule:
    twin = copy.deepcopy(model).eval().requires_grad_(False)
    return torch.jit.trace(twin, sample)
