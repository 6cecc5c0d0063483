"""Whom text-chunking agrees with."""

import random
from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """NumPy's sliding windows, and what they leave at the end; there is no library with the same idea of the last."""
    for _ in range(300):
        size = random.randrange(1, 12)
        overlap = random.randrange(size)
        text = "".join(random.choice("ab \n检索🍵") for _ in range(random.randrange(0, 60)))
        pieces = solution.chunk(text, size, overlap)
        assert pieces == expected(text, size, size - overlap), (text, size, overlap)


def expected(text: str, size: int, step: int) -> list[tuple[int, int, str]]:
    if len(text) <= size:
        return [(0, len(text), text)] if text else []
    windows = np.lib.stride_tricks.sliding_window_view(np.array(list(text)), size)[::step]
    pieces = [(at * step, at * step + size, "".join(window)) for at, window in enumerate(windows)]
    start, end, _ = pieces[-1]
    return pieces if end == len(text) else [*pieces, (start + step, len(text), text[start + step :])]
