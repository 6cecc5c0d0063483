import os
from pathlib import Path
from typing import Any

import torch
from torch import nn


def save_ckpt(path: Path, model: nn.Module, opt: torch.optim.Optimizer, sched: Any, step: int) -> None:
    """Write all that resuming needs: weights, optimizer, scheduler, step, and torch's random state.

    The file holds tensors and plain values only. Whatever goes wrong while writing, an older file at `path` survives.
    """
    raise NotImplementedError


def load_ckpt(path: Path, model: nn.Module, opt: torch.optim.Optimizer, sched: Any) -> int:
    """Put model, optimizer, scheduler and torch's random state back as they were saved. Returns the step."""
    raise NotImplementedError
