"""The device of a cell that has one: opened before its job comes, and shown to be the one that was asked for.

A missing device falls back to the CPU in silence, so nothing is taken for granted. The lines for "cuda" are the cell's
half of sandbox/cuda.py and, like it, were never run on CUDA hardware; those for "cpu" are what the tests run.
"""

import os
import sys
from typing import Any

NAME = "CELL_DEVICE"  # the variable by which a device that is none, the CPU, can be told from another


class WrongDevice(Exception):
    """The cell has not the device it should have."""


def opened(asked: dict[str, Any]) -> dict[str, Any]:
    """Open the device and return what it is. `asked`: {"kind": "cpu" or "cuda", "ids": any of these}, or any at
    all if there are none.
    """
    kind, torch = asked["kind"], sys.modules.get("torch")
    if torch is not None:
        held = torch.zeros(1, device=kind)  # on a GPU this makes the context, which takes seconds
        if held.device.type != kind:
            raise WrongDevice(f"asked for {kind}, got {held.device}")
    elif kind != "cpu":
        raise WrongDevice(f"this image has no torch to open {kind} with")
    found = _cuda_id(torch) if kind == "cuda" else os.environ.get(NAME, "none")
    if asked["ids"] and not any(one == found or one.endswith("-" + found) for one in asked["ids"]):
        raise WrongDevice(f"asked for {asked['ids'][0]}, found {found}")
    return {"kind": kind, "id": found, "threads": len(os.listdir("/proc/self/task"))}


def _cuda_id(torch: Any) -> str:
    """Return the one visible device's UUID, without "GPU-" or "MIG-"."""
    if torch.cuda.device_count() != 1:
        raise WrongDevice(f"{torch.cuda.device_count()} CUDA devices are visible")
    return str(torch.cuda.get_device_properties(0).uuid)


def bound(kind: str, memory: int) -> None:
    """Have torch refuse to take more of a GPU's memory. Advisory: the program can lift it; the host watches."""
    if kind == "cuda":
        cuda = sys.modules["torch"].cuda
        cuda.set_per_process_memory_fraction(min(1.0, memory / cuda.get_device_properties(0).total_memory))
