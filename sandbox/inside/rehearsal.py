"""Does what the harness does with an ordinary exercise and an ordinary answer, and tells which pages that took.

One child of the zygote does it, before any program has run; nothing that it computes is used.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np

from sandbox.inside import channel, pages, probe, tensors

PRESENT, OF_FILE, EXCLUSIVE = 1 << 63, 1 << 61, 1 << 56  # in /proc/self/pagemap: the kernel's admin-guide/mm/pagemap
ENTRY = 8  # bytes of it a page
LONGEST_S = 30

PROBE = """
def observe(module, inputs, device):
    x, mask = inputs["x"], inputs["mask"]

    def changed():
        x[..., 2, :] = 0.0
        return module.answer(x)

    return {"plain": lambda: module.answer(x, mask), "changed": changed}
"""
WITHOUT_TORCH = '''
import math

import numpy as np


def answer(x, mask=None):
    """Return something like a softmax."""
    scores = x @ x.swapaxes(-2, -1) / math.sqrt(x.shape[-1])  # (..., T, T)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
'''
WITH_TORCH = '''
import math

import torch
from torch import nn


class Layer(nn.Module):
    """A layer and its gradient."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, width)

    def forward(self, x, mask=None):
        scores = self.inner(x) @ x.transpose(-2, -1) / math.sqrt(x.shape[-1])  # (..., T, T)
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        return torch.softmax(scores, dim=-1) @ x


def answer(x, mask=None):
    x = x.detach().clone().requires_grad_()
    out = Layer(x.shape[-1]).double()(x, mask)
    out.sum().backward()
    return {"out": out, "grad": x.grad}
'''
OPERATOR = {"name": "torch.special.bessel_j0", "ops": ["aten::special_bessel_j0"]}  # taken away, as exercises do


class Mapped(NamedTuple):
    """What is mapped as one: its first page, the one after its last, and whether it can be written to."""

    first: int
    end: int
    writable: bool


def tell(confine: Callable[[], Path], fd: int) -> NoReturn:
    """Confine this process as a learner's, rehearse, write what `pages.know` wants to `fd`, and end.

    `confine` returns the work folder.
    """
    code = 1
    signal.alarm(LONGEST_S)
    try:
        inherited = _mapped()
        table = os.open("/proc/self/pagemap", os.O_RDONLY)
        work = confine()
        before = _look(table, inherited)
        run(work)
        after = _look(table, inherited)
        looks = [*zip(inherited, before, after, strict=True)]
        runs = (run for what in (pages.COPIED, pages.MAPPED) for look in looks for run in _runs(*look, what))
        channel.write_all(fd, b"".join(runs))
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())  # where the host finds it; all works as well without
    finally:
        os._exit(code)


def _mapped() -> list[Mapped]:
    found = []
    with open("/proc/self/maps") as maps:
        for line in maps:
            place, rights, *_ = line.split()
            first, end = (int(part, 16) // pages.SIZE for part in place.split("-"))
            if not line.endswith("[vsyscall]\n"):
                found.append(Mapped(first, end, rights.startswith("rw")))
    return found


def _look(table: int, mapped: list[Mapped]) -> list[bytes]:
    return [os.pread(table, (one.end - one.first) * ENTRY, one.first * ENTRY) for one in mapped]


def _runs(mapped: Mapped, before: bytes, after: bytes, what: int) -> Iterator[bytes]:
    """Yield the runs of pages in `mapped` that the time between two looks has made so."""
    if what == pages.COPIED and not mapped.writable:
        return
    chosen = _is(after, what) & ~_is(before, what)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    for begin, end in edges.reshape(-1, 2).tolist():
        yield pages.RUN.pack(mapped.first + begin, end - begin, what)


def _is(entries: bytes, what: int) -> np.ndarray:
    """Say of each page whether it is this process's own copy, or a file's that is mapped."""
    wanted = PRESENT | (EXCLUSIVE if what == pages.COPIED else OF_FILE)
    found: np.ndarray = (np.frombuffer(entries, np.uint64) & np.uint64(wanted | OF_FILE)) == wanted
    return found


def run(work: Path) -> None:
    """Do it, with files in `work`, in a process that does nothing else."""
    torch = tensors.torch_module()
    for name, text in {"probe.py": PROBE, "learner.py": WITH_TORCH if torch else WITHOUT_TORCH}.items():
        (work / name).write_text(text)
    inputs = {"x": np.ones((2, 3, 5, 4)), "mask": np.tri(5, dtype=bool)}
    packer = tensors.Packer(1 << 20)
    packer.begin("i")
    node = packer.node({name: torch.from_numpy(array) for name, array in inputs.items()} if torch else inputs)
    header: dict[str, Any] = {"mode": "observe", "module": "learner.py", "device": "cpu", "noise": 1}
    header |= {"entry": ["answer"], "names": ["plain", "changed"], "max_bytes": 1 << 20}
    header |= {"inputs": node, "forbids": [OPERATOR] if torch else []}
    answer, _ = probe.run((tensors.write(header), packer.blob()), work)
    if b'"raised"' in answer or b'"load"' in answer:
        raise RuntimeError(answer)
