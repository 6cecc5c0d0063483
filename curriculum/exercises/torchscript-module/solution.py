import copy

import torch
from torch import Tensor, nn


def to_script(model: nn.Module, sample: Tensor) -> torch.jit.ScriptModule:
    """The model as TorchScript, as it computes in evaluation, with its branches and loops, without gradients.

    The model itself is left as it was: a scripted module would share its parameters.
    """
    twin = copy.deepcopy(model).eval().requires_grad_(False)
    return torch.jit.script(twin)  # compiles the code; tracing would keep only what this sample does
