"""Answers that know nothing: what every exercise must refuse before it may be published."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.cells import Case, Seen
from grader.exercise import Exercise
from grader.frames import Array, Reader, Value, read_tensors
from grader.judge import holds

BODIES = {"returns None": "None", "returns 0": "0", "echoes its input": "args[0]", "returns zeros": "args[0] * 0"}


def forged(exercise: Exercise, case: Case) -> Iterator[tuple[str, bool]]:
    """Yield (answer, whether it passes) for observations of the right shapes that carry no knowledge."""
    makers: dict[str, Callable[[Array], Any]] = {
        "zeros": lambda array: np.zeros_like(array.data),
        "ones": lambda array: np.ones_like(array.data),
        "the mean everywhere": _mean,
        "an input of the same shape": Echo(case),
    }
    for name, maker in makers.items():
        filler = 1 if name == "ones" else 0
        outcomes = {key: Seen(_replaced(seen, maker, filler)) for key, seen in case.expected.items()}
        yield name, all(holds(c, outcomes[c.id], case.expected[c.id], case.secrets) for c in exercise.spec.checks)


class Echo:
    """Answers with an input of the same shape, or with ones."""

    def __init__(self, case: Case) -> None:
        inputs = Reader(read_tensors(case.blob)).value(json.loads(case.inputs))
        self.arrays = list(_arrays(inputs))

    def __call__(self, array: Array) -> Any:
        """Return the first input that fits, in the dtype that is asked for."""
        fits = (other.data for other in self.arrays if other.shape == array.shape)
        return next(fits, np.ones_like(array.data)).astype(array.data.dtype)


def _arrays(value: Value) -> Iterator[Array]:
    if isinstance(value, Array):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


def _mean(array: Array) -> Any:
    known = array.data[np.isfinite(array.data)]
    return np.full_like(array.data, known.mean() if known.size else 0)


def _replaced(value: Any, maker: Callable[[Array], Any], filler: int) -> Value:
    if isinstance(value, Seen):
        return _replaced(value.value, maker, filler)
    if isinstance(value, Array):
        return Array(maker(value), value.dtype, value.source)
    if isinstance(value, list | tuple):
        return [_replaced(item, maker, filler) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, maker, filler) for key, item in value.items()}
    if isinstance(value, bool | int | float | str):
        return type(value)(filler) if not isinstance(value, str) else ""
    return value


def modules(exercise: Exercise) -> dict[str, str]:
    """Return sources whose functions or classes exist and do nothing useful."""
    spec = exercise.spec
    template = FUNCTION if spec.entry.kind == "function" else CLASS
    base = "object" if spec.image == "python" else "__import__('torch').nn.Module"
    return {
        name: "".join(template.format(name=entry, base=base, body=body) for entry in spec.entry.all)
        for name, body in BODIES.items()
    }


FUNCTION = """
def {name}(*args, **kwargs):
    return {body}
"""
CLASS = """
class {name}({base}):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def __call__(self, *args, **kwargs):
        return {body}

    forward = __call__
"""
