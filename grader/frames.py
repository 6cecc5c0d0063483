"""Reads what a cell answered: JSON and safetensors, every size and offset checked, nothing executed.

The grammar of nodes is in sandbox/inside/tensors.py. Whoever writes an answer may lie: any contradiction is BadAnswer.
"""

import json
import math
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.faults import BadAnswer

MAX_HEADER = 4 << 20
MAX_TENSOR_HEADER = 1 << 20  # of each part, as are tensors: see sandbox/inside/tensors.py
MAX_TENSORS = 4096
MAX_AXES = 16
MAX_DEPTH = 48
MAX_NODES = 500_000
MAX_INT_DIGITS = 20

DTYPES: dict[str, np.dtype[Any]] = {
    "F64": np.dtype("<f8"),
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "I64": np.dtype("<i8"),
    "I32": np.dtype("<i4"),
    "I16": np.dtype("<i2"),
    "I8": np.dtype("i1"),
    "U64": np.dtype("<u8"),
    "U32": np.dtype("<u4"),
    "U16": np.dtype("<u2"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("u1"),
}
STORED = {
    "float64": "F64",
    "float32": "F32",
    "float16": "F16",
    "bfloat16": "F32",
    "float8_e4m3fn": "F32",
    "float8_e5m2": "F32",
    "complex64": "F32",
    "complex128": "F64",
    "int64": "I64",
    "int32": "I32",
    "int16": "I16",
    "int8": "I8",
    "uint64": "U64",
    "uint32": "U32",
    "uint16": "U16",
    "uint8": "U8",
    "bool": "BOOL",
}


@dataclass(frozen=True)
class Array:
    """A tensor or array as it was observed; `dtype` is what it was in the cell, `data` what was sent of it."""

    data: NDArray[Any]
    dtype: str
    source: str  # "torch" or "numpy"

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape in the cell."""
        return self.data.shape


@dataclass(frozen=True)
class Other:
    """Something that cannot be compared, by the name of its type."""

    name: str


@dataclass(frozen=True)
class Big:
    """Something too large to be sent."""

    what: str
    shape: tuple[int, ...]
    dtype: str


PLAIN = {bool, int, float, str, type(None)}
Value = Any  # None, bool, int, float, str, list, tuple, dict, Array, Other or Big
Json = Any
Entry = tuple[str, tuple[int, ...], bytes]  # safetensors' dtype, shape, data


def read_json(data: bytes) -> Json:
    """Parse JSON that may be hostile: no NaN, no huge numbers, no repeated keys, no bottomless nesting."""
    if len(data) > MAX_HEADER:
        raise BadAnswer(f"the header is longer than {MAX_HEADER} bytes")
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError) as error:
        raise BadAnswer(f"the header is no JSON: {str(error)[:100]}") from None


def _whole(digits: str) -> int:
    if len(digits) > MAX_INT_DIGITS:
        raise BadAnswer(f"an integer of {len(digits)} digits")
    return int(digits)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise BadAnswer("a number that is not finite")
    return value


def _constant(name: str) -> float:
    raise BadAnswer(f"{name} in JSON")


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadAnswer("a key occurs twice")
    return found


def read_tensors(blob: bytes, parts: int = 1) -> dict[str, Entry]:
    """Parse safetensors bytes: offsets in order, without gap or overlap, each exactly as long as its shape says.
    `parts`: of how many modules, or of cases, they may be.
    """
    if not blob:
        return {}
    length = int.from_bytes(blob[:8], "little")
    if len(blob) < 8 or length > min(MAX_TENSOR_HEADER * parts, len(blob) - 8):
        raise BadAnswer("the tensor header is longer than allowed")
    header = read_json(blob[8 : 8 + length])
    if not isinstance(header, dict) or len(header) > MAX_TENSORS * parts:
        raise BadAnswer("too many tensors")
    header.pop("__metadata__", None)
    data = memoryview(blob)[8 + length :]
    described = sorted(((name, *_described(entry)) for name, entry in header.items()), key=lambda e: (e[3], e[4]))
    found: dict[str, Entry] = {}
    position = 0
    for name, code, shape, start, end in described:
        if start != position or end - start != math.prod(shape) * DTYPES[code].itemsize:
            raise BadAnswer("tensor offsets do not fit their shapes")
        position = end
        found[name] = (code, shape, bytes(data[start:end]))
    if position != len(data):
        raise BadAnswer("bytes left over after the last tensor")
    return found


def _described(entry: Json) -> tuple[str, tuple[int, ...], int, int]:
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise BadAnswer("a tensor is not described")
    shape, offsets, code = entry["shape"], entry["data_offsets"], entry["dtype"]
    if not naturals(shape, MAX_AXES) or not naturals(offsets, 2) or len(offsets) != 2:
        raise BadAnswer("a shape or an offset is no list of whole numbers")
    if not isinstance(code, str) or code not in DTYPES:
        raise BadAnswer("an unknown dtype")
    return code, tuple(shape), offsets[0], offsets[1]


def naturals(value: Json, most: int) -> bool:
    """Return whether a value is a list of whole numbers, `most` or fewer."""
    return isinstance(value, list) and len(value) <= most and all(type(n) is int and n >= 0 for n in value)


def write_tensors(entries: Mapping[str, Entry]) -> bytes:
    """Return safetensors bytes; the reverse of `read_tensors`."""
    if not entries:
        return b""
    header: dict[str, Json] = {}
    position = 0
    for name, (code, shape, data) in entries.items():
        end = position + len(data)
        header[name] = {"dtype": code, "shape": list(shape), "data_offsets": [position, end]}
        position = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *(data for _, _, data in entries.values())])


class Reader:
    """Turns nodes into values, taking each array once at most."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = dict(entries)
        self.nodes = 0

    def value(self, node: Json, depth: int = 0) -> Value:
        """Return the value of a node, or raise BadAnswer."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise BadAnswer("the tree is too large")
        if isinstance(node, str):
            return clean(node)
        if isinstance(node, list):
            return [self.value(item, depth + 1) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) != 1:
            raise BadAnswer("a node has more than one kind")
        ((kind, body),) = node.items()
        return self._tagged(kind, body, depth)

    def _tagged(self, kind: str, body: Json, depth: int) -> Value:
        if kind == "tuple" and isinstance(body, list):
            return tuple(self.value(item, depth + 1) for item in body)
        if kind == "dict" and isinstance(body, list):
            return self._dict(body, depth)
        if kind == "array" and isinstance(body, dict):
            return self._array(body)
        if kind == "int" and isinstance(body, str) and re.fullmatch(r"-?[0-9]{1,1000}", body):
            return int(body)
        if kind == "float" and body in ("nan", "inf", "-inf"):
            return float(body)
        if kind == "other" and isinstance(body, str):
            return Other(clean(body)[:80])
        if kind == "big" and isinstance(body, dict):
            return _big(body)
        raise BadAnswer("a node of an unknown kind")

    def _dict(self, body: list[Json], depth: int) -> dict[Any, Value]:
        found: dict[Any, Value] = {}
        for pair in body:
            if not isinstance(pair, list) or len(pair) != 2:
                raise BadAnswer("a dict is no list of pairs")
            found[_key(self.value(pair[0], depth + 1))] = self.value(pair[1], depth + 1)
        return found

    def _array(self, body: dict[str, Json]) -> Array:
        name, dtype, source = body.get("name"), body.get("dtype"), body.get("from")
        if not isinstance(name, str) or name not in self.entries or source not in ("torch", "numpy"):
            raise BadAnswer("an array that was not sent, or was used twice")
        code, shape, data = self.entries.pop(name)
        if not isinstance(dtype, str) or STORED.get(dtype) != code:
            raise BadAnswer("an array is not of the dtype it claims")
        array = np.frombuffer(data, DTYPES[code]).reshape(shape)
        if code == "BOOL":
            array = np.asarray(array != 0)
        if dtype.startswith("complex"):
            if not shape or shape[-1] != 2:
                raise BadAnswer("a complex array is not made of pairs")
            array = array.view("<c8" if code == "F32" else "<c16")[..., 0]
        return Array(array, dtype, source)


def _big(body: dict[str, Json]) -> Big:
    what, shape, dtype = body.get("what"), body.get("shape"), body.get("dtype")
    if not isinstance(what, str) or not isinstance(dtype, str) or not naturals(shape, 64):
        raise BadAnswer("a node of an unknown kind")
    return Big(clean(what)[:20], tuple(shape or ()), clean(dtype)[:24])


def _key(value: Value) -> Any:
    """Return `value` if it can be a key: a scalar or a tuple of scalars."""
    scalars = value if isinstance(value, tuple) else (value,)
    if not all(item is None or isinstance(item, bool | int | float | str) for item in scalars):
        raise BadAnswer("a key that is no scalar")
    return value


def clean(text: str) -> str:
    """Return `text` without what no database takes: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def exact(value: Value) -> Hashable:
    """Return something that two values share if they are the same to the last bit."""
    if isinstance(value, Array):
        return value.dtype, value.source, value.shape, value.data.tobytes()
    if isinstance(value, dict):
        return dict, repr(list(value)), exact(list(value.values()))
    if isinstance(value, list | tuple) and not PLAIN.issuperset(map(type, value)):
        return type(value), *map(exact, value)
    return repr(value)  # of thousands of tokens, at the speed of C
