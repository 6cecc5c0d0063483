import copy

import torch
from torch import Tensor, nn


def to_script(model: nn.Module, sample: Tensor) -> torch.jit.ScriptModule:
    twin = copy.deepcopy(model.eval()).requires_grad_(False)
    model.train()
    return torch.jit.script(twin)  # compiles the code; tracing would keep only what this sample does
