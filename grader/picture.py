"""Small pictures of large arrays: at most 16 by 16 numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 16


def of(array: NDArray[Any], at: tuple[int, ...] = ()) -> dict[str, Any]:
    """Return the last two axes of `array`, at the leading index of `at`, each cell the largest of its block."""
    leading = at[: array.ndim - 2] if at else (0,) * (array.ndim - 2)
    matrix = np.asarray(array[leading], np.float64)
    rows, columns = matrix.shape
    return {"at": list(leading), "rows": rows, "columns": columns, "values": shrunk(matrix)}


def shrunk(matrix: NDArray[np.float64]) -> list[list[float | None]]:
    """Return a matrix of at most SIDE x SIDE numbers; what is not finite is None."""
    if not matrix.size:
        return []
    rows, columns = (np.array_split(np.arange(size), min(size, SIDE)) for size in matrix.shape)
    return [[_block(matrix[np.ix_(some, others)]) for others in columns] for some in rows]


def _block(values: NDArray[np.float64]) -> float | None:
    largest = values.flat[int(np.argmax(np.abs(values)))]
    return float(f"{largest:.4g}") if np.isfinite(values).all() else None
