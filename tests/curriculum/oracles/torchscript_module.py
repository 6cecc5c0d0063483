"""Whom torchscript-module agrees with."""

import io
import warnings
from types import ModuleType

import torch
from compare import same
from torch import Tensor, nn


class Scale(nn.Module):
    """Eager code with a decision; the same with torch.cond below."""

    def __init__(self) -> None:
        super().__init__()
        self.linear, self.dropout = nn.Linear(4, 3), nn.Dropout(0.5)

    def forward(self, x: Tensor) -> Tensor:
        h = self.dropout(self.linear(x))
        if bool(x.sum() > 0):
            return h * 2
        return h - 10


class ScaleByCond(Scale):
    def forward(self, x: Tensor) -> Tensor:
        h = self.dropout(self.linear(x))
        return torch.cond(x.sum() > 0, lambda h: h * 2, lambda h: h - 10, (h,))


def agree(solution: ModuleType) -> None:
    """torch.export, TorchScript's successor, on the same function written with torch.cond; and eager PyTorch."""
    warnings.simplefilter("ignore")
    model, twin = Scale(), ScaleByCond().eval()
    twin.load_state_dict(model.state_dict())
    script = solution.to_script(model, torch.ones(2, 4))
    program = torch.export.export(twin, (torch.ones(2, 4),), dynamic_shapes=({0: torch.export.Dim("batch")},))
    memory = io.BytesIO()
    torch.jit.save(script, memory)
    memory.seek(0)
    loaded = torch.jit.load(memory)
    assert model.training
    for x in (torch.rand(2, 4), -torch.rand(2, 4), torch.rand(5, 4)):
        wanted = twin(x).detach()
        for found in (script(x), loaded(x), program.module()(x).detach()):
            same(found, wanted, "eager, scripted, loaded and exported")
