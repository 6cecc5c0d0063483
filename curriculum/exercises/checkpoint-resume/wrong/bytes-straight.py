import io
from pathlib import Path
from typing import Any

import torch
from torch import nn


def save_ckpt(path: Path, model: nn.Module, opt: torch.optim.Optimizer, sched: Any, step: int) -> None:
    state = {
        "model": model.state_dict(),
        "opt": opt.state_dict(),
        "sched": sched.state_dict(),
        "step": step,
        "rng": torch.get_rng_state(),
    }
    held = io.BytesIO()
    torch.save(state, held)
    Path(path).write_bytes(held.getvalue())


def load_ckpt(path: Path, model: nn.Module, opt: torch.optim.Optimizer, sched: Any) -> int:
    state = torch.load(path, weights_only=True, map_location="cpu")
    model.load_state_dict(state["model"])
    opt.load_state_dict(state["opt"])
    sched.load_state_dict(state["sched"])
    torch.set_rng_state(state["rng"])
    return state["step"]
