"""Trees of values as JSON nodes and safetensors bytes, both ways: what a cell hears and what it says.

A node is null, a boolean, a string, a finite number that JSON can carry, a list of nodes, or one of

    {"int": "123..."}                       an integer beyond 64 bits
    {"float": "nan" | "inf" | "-inf"}
    {"tuple": [node, ...]}
    {"dict": [[node, node], ...]}           in insertion order
    {"array": {"name", "dtype", "from"}}    bytes in the blob; `from` is "torch" or "numpy"
    {"big": {"what", "shape", "dtype"}}     too large to send
    {"other": "list_iterator"}              nothing that can be compared, by the name of its type

The blob stores bfloat16 and float8 as F32 and complex numbers as pairs of floats; `dtype` keeps what they were.
The reader on the other side of the border is its own (grader/frames.py): nothing here is believed there.
"""

import json
import math
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import ModuleType
from typing import Any

import numpy as np

Node = Any  # a JSON value of the grammar above

MAX_DEPTH = 16
MAX_AXES = 16
MAX_ARRAYS = 4000  # of one part: the inputs, the secrets, or all that one module returns
MAX_NODES = 100_000  # the same
MAX_TEXT = 100_000
MAX_DIGITS = 1000
STORED = {
    "float64": "F64",
    "float32": "F32",
    "float16": "F16",
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
NAMED = {code: name for name, code in STORED.items()}
WIDENED = ("bfloat16", "float8_e4m3fn", "float8_e5m2")
COMPLEX = ("complex64", "complex128")


_read = json.JSONDecoder().raw_decode  # json.loads looks at more, and touches more memory that a fork has to copy
_write = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class TooMuch(Exception):
    """A part has more arrays or values than anybody will read."""


def read(text: bytes) -> Any:
    """Return what JSON of ours says."""
    return _read(text.decode())[0]


def write(value: Any) -> bytes:
    """Return a value as JSON. Raises ValueError for what JSON has no word for."""
    return _write(value).encode()


def torch_module() -> ModuleType | None:
    """Return torch if this process has it; the python image starts without."""
    return sys.modules.get("torch")


def as_itself() -> AbstractContextManager[None]:
    """Let torch do in the body what it does by itself: what the harness asks of plain tensors is nobody's business."""
    torch: Any = torch_module()
    return torch._C.DisableTorchFunction() if torch else nullcontext()


class Packer:
    """Turns values into nodes and collects the arrays on the way.

    `strict`: the values are an author's; too many of them raise TooMuch, and are not only called too large.
    """

    def __init__(self, max_bytes: int, strict: bool = False) -> None:
        self.left = max_bytes
        self.strict = strict
        self.nodes = self.arrays = 0
        self.entries: dict[str, dict[str, object]] = {}
        self.chunks: list[bytes] = []
        self.size = 0
        self.prefix = ""

    def begin(self, prefix: str) -> None:
        """Begin a part, which has bounds of its own; the names of its arrays begin with `prefix`."""
        self.prefix = prefix
        self.nodes = self.arrays = 0

    def node(self, value: object) -> Node:
        """Return the node of `value`. Types are asked of the object itself, never of its `__class__`."""
        before = self.nodes
        try:
            return self._node(value, 0)
        except TooMuch:
            if self.strict:
                raise
            self.nodes = before
            return {"big": {"what": "tree", "shape": [], "dtype": ""}}

    def _node(self, value: object, depth: int) -> Node:
        self.nodes += 1
        kind = type(value)
        if value is None or kind is bool:
            return value
        if depth > MAX_DEPTH or self.nodes > MAX_NODES or self.arrays > MAX_ARRAYS:
            most = f"{MAX_ARRAYS} arrays or {MAX_NODES} values, nested {MAX_DEPTH} deep"
            raise TooMuch(
                f"more than anybody will compare: at most {most}, for all observations of one module together"
            )
        if issubclass(kind, str):
            return self._text(str.__str__(value))
        if issubclass(kind, np.generic):
            plain = value.item() if kind.__module__ == "numpy" else value  # type: ignore[attr-defined]  # asked of its type
            return {"other": type_name(value)} if isinstance(plain, np.generic) else self._node(plain, depth)
        if issubclass(kind, int):
            return integer(int.__index__(value))  # type: ignore[arg-type]  # issubclass(type(x)) does not narrow
        if issubclass(kind, float):
            return real(float.__float__(value))  # type: ignore[arg-type]  # see above
        return self._container(value, kind, depth)

    def _text(self, text: str) -> Node:
        if len(text) > MAX_TEXT:
            return {"big": {"what": "str", "shape": [len(text)], "dtype": ""}}
        self.nodes += len(text) // 32
        return text.encode("utf-8", "replace").decode("utf-8")

    def _container(self, value: Any, kind: type, depth: int) -> Node:
        if issubclass(kind, list):
            return [self._node(item, depth + 1) for item in list.__iter__(value)]
        if issubclass(kind, tuple):
            return {"tuple": [self._node(item, depth + 1) for item in tuple.__iter__(value)]}
        if issubclass(kind, dict):
            if not all(is_key(key) for key in value):
                return {"other": "dict"}
            return {"dict": [[self._node(k, depth + 1), self._node(v, depth + 1)] for k, v in dict.items(value)]}
        if kind is np.ndarray:
            return self._array(value)
        torch = torch_module()
        if torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
            return self._tensor(value, torch)
        return {"other": type_name(value)}

    def _array(self, array: "np.ndarray[Any, Any]") -> Node:
        dtype = array.dtype.name
        if array.ndim > MAX_AXES:
            return {"big": {"what": "array", "shape": list(array.shape), "dtype": dtype}}
        if dtype in COMPLEX:
            stored = np.stack([array.real, array.imag], axis=-1)
        elif dtype in STORED:
            stored = array
        else:
            return {"other": f"array of {dtype}"}
        return self._store(stored, dtype, "numpy", array.shape)

    def _tensor(self, tensor: Any, torch: Any) -> Node:
        dtype = str(tensor.dtype).removeprefix("torch.")
        if tensor.is_meta or tensor.is_nested:
            return {"other": "meta tensor" if tensor.is_meta else "nested tensor"}
        shape = tuple(tensor.shape)
        # The bound comes before anything is materialised: four bytes can be expanded to a million by a million.
        if math.prod(shape) * tensor.element_size() > self.left or len(shape) > MAX_AXES:
            return {"big": {"what": "tensor", "shape": list(shape), "dtype": dtype}}
        if dtype not in STORED and dtype not in WIDENED and dtype not in COMPLEX:
            return {"other": f"{dtype} tensor"}
        tensor = tensor.detach().cpu()
        if tensor.layout is not torch.strided:
            tensor = tensor.to_dense()
        tensor = tensor.resolve_conj().resolve_neg()
        if tensor.is_complex():
            tensor = torch.view_as_real(tensor)
        elif str(tensor.dtype).removeprefix("torch.") not in STORED:
            tensor = tensor.float()
        return self._store(tensor.contiguous().numpy(), dtype, "torch", shape)

    def _store(self, array: "np.ndarray[Any, Any]", dtype: str, source: str, shape: tuple[int, ...]) -> Node:
        if array.nbytes > self.left:
            return {"big": {"what": "tensor", "shape": list(shape), "dtype": dtype}}
        data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
        name = f"{self.prefix}{len(self.entries)}"
        self.arrays += 1
        self.entries[name] = {
            "dtype": STORED[array.dtype.name],
            "shape": list(array.shape),
            "data_offsets": [self.size, self.size + len(data)],
        }
        self.chunks.append(data)
        self.size += len(data)
        self.left -= len(data)
        return {"array": {"name": name, "dtype": dtype, "from": source}}

    def blob(self) -> bytes:
        """Return the arrays collected so far as one safetensors file; nothing at all if there are none."""
        if not self.entries:
            return b""
        header = write(self.entries)
        header += b" " * (-len(header) % 8)
        return b"".join([len(header).to_bytes(8, "little"), header, *self.chunks])


def integer(value: int) -> Node:
    """Return the node of an integer of any size."""
    if -(1 << 63) <= value < 1 << 63:
        return value
    if value.bit_length() > 3 * MAX_DIGITS:
        return {"big": {"what": "int", "shape": [], "dtype": ""}}
    return {"int": str(value)}


def real(value: float) -> Node:
    """Return the node of a float; JSON has no word for those that are not finite."""
    return value if math.isfinite(value) else {"float": repr(value)}


def is_key(value: object) -> bool:
    """Return whether a dict of comparable things may have this key: a scalar, or a tuple of scalars."""
    parts = value if type(value) is tuple else (value,)
    return all(part is None or type(part) in (bool, int, float, str) for part in parts)


def type_name(value: object) -> str:
    """Return the short name of the type of `value`."""
    return str(type(value).__name__)[:80]


class Inputs:
    """Inputs as they arrived; every `fresh()` makes its own copy of each tensor and list."""

    def __init__(self, node: Node, blob: bytes, device: str) -> None:
        self.device = device
        self.entries: dict[str, Any] = {}
        self.data = b""
        if blob:
            length = int.from_bytes(blob[:8], "little")
            self.entries = read(blob[8 : 8 + length])
            self.data = blob[8 + length :]
        self.fresh = self._maker(node)

    def _maker(self, node: Node) -> Callable[[], Any]:
        """Return what makes the value of a node, shared with nobody: all that can be known beforehand is."""
        if isinstance(node, list):
            if not any(isinstance(item, list | dict) for item in node):
                return node.copy
            makers = list(map(self._maker, node))
            return lambda: [make() for make in makers]
        if not isinstance(node, dict):
            return lambda: node
        ((kind, body),) = node.items()
        if kind == "tuple":
            made = self._maker(list(body))
            return lambda: tuple(made())
        if kind == "dict":
            pairs = [(self._maker(key), self._maker(item)) for key, item in body]
            return lambda: {key(): item() for key, item in pairs}
        if kind == "array":
            return self._tensor(body) if body["from"] == "torch" else self._array(body)
        value = {"int": int, "float": float}[kind](body)
        return lambda: value

    def _raw(self, name: str) -> "Callable[[], np.ndarray[Any, Any]]":
        entry = self.entries[name]
        start, end = entry["data_offsets"]
        return np.frombuffer(self.data[start:end], dtype=NAMED[entry["dtype"]]).reshape(entry["shape"]).copy

    def _array(self, body: Any) -> "Callable[[], np.ndarray[Any, Any]]":
        raw, dtype = self._raw(body["name"]), body["dtype"]
        return (lambda: raw().view(dtype)[..., 0]) if dtype.startswith("complex") else raw

    def _tensor(self, body: Any) -> Callable[[], Any]:
        torch: Any = torch_module()
        raw, dtype, from_numpy = self._raw(body["name"]), body["dtype"], torch.from_numpy
        if dtype.startswith("complex"):
            return lambda: torch.view_as_complex(from_numpy(raw())).to(self.device)
        if dtype not in WIDENED and self.device == "cpu":
            return lambda: from_numpy(raw())
        return lambda: from_numpy(raw()).to(device=self.device, dtype=getattr(torch, dtype))
