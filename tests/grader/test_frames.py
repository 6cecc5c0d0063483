"""Whatever bytes a cell sends, the reader answers with values or BadAnswer, within bounds."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from safetensors.numpy import load, save

from grader.faults import BadAnswer
from grader.frames import Array, Big, Other, Reader, exact, read_json, read_tensors, write_tensors
from sandbox.inside.tensors import Inputs, Packer


def blob(header: object, data: bytes = b"", length: int | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype: object = "F32", shape: object = (2,), offsets: object = (0, 8)) -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def archive(name: str, kind: int = 0) -> bytes:
    """A zip as torch.save and numpy.savez write them, with one file whose name or kind leads elsewhere."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = kind << 16
        file.writestr(entry, b"\x80\x04cos\nsystem\n(S'true'\ntR." + bytes(1 << 20))
    return made.getvalue()


HOSTILE_BLOBS: dict[str, bytes] = {
    "an archive of torch.save with a pickle": archive("archive/data.pkl"),
    "a zip whose file climbs out": archive("../../etc/passwd"),
    "a zip with a symbolic link": archive("link", 0o120777),
    "a header of 2^63 bytes": blob({}, length=1 << 63),
    "a header of 2^64 - 1 bytes": blob({}, length=(1 << 64) - 1),
    "a header longer than the file": blob({}, length=100),
    "three bytes": b"abc",
    "no JSON": blob(b"\x80\x04\x95pickle"),
    "a pickle": b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x06system\x94\x93\x94",
    "a list": blob([]),
    "no offsets": blob({"a": {"dtype": "F32", "shape": [2]}}, b"\0" * 8),
    "overlapping offsets": blob({"a": entry(), "b": entry(offsets=(4, 12))}, b"\0" * 12),
    "the same bytes twice": blob({"a": entry(), "b": entry()}, b"\0" * 8),
    "a gap": blob({"a": entry(), "b": entry(offsets=(12, 20))}, b"\0" * 20),
    "bytes left over": blob({"a": entry()}, b"\0" * 9),
    "offsets beyond the end": blob({"a": entry(shape=(4,), offsets=(0, 16))}, b"\0" * 8),
    "negative offsets": blob({"a": entry(offsets=(-8, 0))}, b"\0" * 8),
    "offsets the wrong way round": blob({"a": entry(offsets=(8, 0))}, b"\0" * 8),
    "a shape larger than its bytes": blob({"a": entry(shape=(1 << 40, 2))}, b"\0" * 8),
    "a shape that overflows 64 bits to 8": blob({"a": entry(shape=((1 << 62) + 1, 2))}, b"\0" * 8),
    "a negative shape": blob({"a": entry(shape=(-2, -1))}, b"\0" * 8),
    "a shape of floats": blob({"a": entry(shape=(2.0,))}, b"\0" * 8),
    "a shape of booleans": blob({"a": entry(shape=(True, 2))}, b"\0" * 8),
    "65 axes": blob({"a": entry(shape=(1,) * 64 + (2,))}, b"\0" * 8),
    "an unknown dtype": blob({"a": entry(dtype="object")}, b"\0" * 8),
    "a dtype that is no text": blob({"a": entry(dtype=["F32"])}, b"\0" * 8),
    "a million tensors": blob({f"{i}": entry(shape=(0,), offsets=(0, 0)) for i in range(10**6)}),
    "ten thousand tensors": blob({f"{i}": entry(shape=(0,), offsets=(0, 0)) for i in range(10**4)}),
    "a key twice": blob(b'{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}}'),
}


@pytest.mark.parametrize("name", HOSTILE_BLOBS)
def test_cannot_send_a_blob_that_lies(name: str) -> None:
    with pytest.raises(BadAnswer):
        read_tensors(HOSTILE_BLOBS[name])


HOSTILE_HEADERS: dict[str, bytes] = {
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": [-Infinity]}',
    "1e400": b'{"a": 1e400}',
    "an integer of 5000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "an integer of 30 digits": b'{"a": ' + b"9" * 30 + b"}",
    "a key twice": b'{"a": 1, "a": 2}',
    "nesting without end": b"[" * 1_000_000,
    "nesting that ends": b"[" * 100_000 + b"]" * 100_000,
    "no UTF-8": b'"\xff\xfe"',
    "nothing": b"",
    "five megabytes": b'"' + b"a" * (5 << 20) + b'"',
    "two values": b"{} {}",
}


@pytest.mark.parametrize("name", HOSTILE_HEADERS)
def test_cannot_send_a_header_that_lies(name: str) -> None:
    with pytest.raises(BadAnswer):
        read_json(HOSTILE_HEADERS[name])


HOSTILE_NODES: dict[str, Any] = {
    "an array that was not sent": {"array": {"name": "z", "dtype": "float32", "from": "torch"}},
    "an array twice": [{"array": {"name": "a", "dtype": "float32", "from": "torch"}}] * 2,
    "an array of another dtype": {"array": {"name": "a", "dtype": "float64", "from": "torch"}},
    "an array from nowhere": {"array": {"name": "a", "dtype": "float32", "from": "jax"}},
    "a complex array of triples": {"array": {"name": "a", "dtype": "complex64", "from": "torch"}},
    "an array without a description": {"array": "a"},
    "two kinds": {"other": "x", "float": "nan"},
    "no kind": {},
    "an unknown kind": {"pickle": "gASV"},
    "a float that is none": {"float": "one"},
    "an int that is none": {"int": "1e9"},
    "an int of 5000 digits": {"int": "9" * 5000},
    "a dict of triples": {"dict": [[1, 2, 3]]},
    "a dict with a list for a key": {"dict": [[[1], 2]]},
    "a dict with a dict in a tuple for a key": {"dict": [[{"tuple": [{"dict": []}]}, 2]]},
    "a size that is negative": {"big": {"what": "tensor", "shape": [-1], "dtype": ""}},
}


@pytest.mark.parametrize("name", HOSTILE_NODES)
def test_cannot_send_a_node_that_lies(name: str) -> None:
    entries = read_tensors(blob({"a": entry(shape=(1, 3), offsets=(0, 12))}, b"\0" * 12))
    with pytest.raises(BadAnswer):
        Reader(entries).value(HOSTILE_NODES[name])


def nested(depth: int) -> Any:
    node: Any = 1
    for _ in range(depth):
        node = [node]
    return node


@pytest.mark.parametrize("tree", [nested(200), [0] * 600_000], ids=["deep", "wide"])
def test_cannot_send_a_tree_too_large(tree: Any) -> None:
    with pytest.raises(BadAnswer):
        Reader({}).value(tree)


def test_text_that_no_database_takes_is_repaired() -> None:
    assert Reader({}).value("a\ud800b\0c") == "a?b\ufffdc"


def test_booleans_are_booleans_whatever_their_bytes() -> None:
    entries = read_tensors(blob({"a": entry("BOOL", (3,), (0, 3))}, b"\x00\x01\xff"))
    value = Reader(entries).value({"array": {"name": "a", "dtype": "bool", "from": "torch"}})
    assert value.data.tolist() == [False, True, True]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for read in (read_tensors, read_json):
        try:
            read(data)
        except BadAnswer:
            pass


DTYPES = st.sampled_from(
    ["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64", "bool"]
    + ["complex64", "complex128"]
)
ARRAYS = DTYPES.flatmap(
    lambda dtype: hnp.arrays(np.dtype(dtype), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
TREES = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(TEXTS | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(one: Any, two: Any, unwrap: Callable[[Any], Any]) -> bool:
    two = unwrap(two)
    if type(one) is not type(two):
        return False
    if isinstance(one, np.ndarray):
        return (
            one.dtype == two.dtype
            and one.shape == two.shape
            and np.array_equal(one, two, equal_nan=one.dtype.kind in "fc")
        )
    if isinstance(one, list | tuple):
        return len(one) == len(two) and all(same(a, b, unwrap) for a, b in zip(one, two, strict=True))
    if isinstance(one, dict):
        return list(one) == list(two) and all(same(one[key], two[key], unwrap) for key in one)
    return bool(one == two or one != one and two != two)


@settings(deadline=None)
@given(TREES)
def test_what_is_packed_in_a_cell_is_read_outside_and_in_another_cell(tree: Any) -> None:
    packer = Packer(1 << 20)
    node = json.loads(json.dumps(packer.node(tree), allow_nan=False))
    entries = read_tensors(packer.blob())
    outside = Reader(entries).value(node)
    assert same(tree, outside, lambda value: value.data if isinstance(value, Array) else value)
    assert same(tree, Inputs(node, write_tensors(entries), "cpu").fresh(), lambda value: value)


@settings(deadline=None)
@given(st.lists(ARRAYS.filter(lambda array: array.dtype.kind != "c"), min_size=1, max_size=5))
def test_blobs_are_safetensors_as_its_own_library_has_them(arrays: list[Any]) -> None:
    packer = Packer(1 << 20)
    for array in arrays:
        packer.node(array)
    theirs = load(packer.blob())
    assert all(same(array, theirs[str(i)], lambda value: value) for i, array in enumerate(arrays))
    ours = read_tensors(save(theirs))
    assert {name: shape for name, (_, shape, _) in ours.items()} == {name: a.shape for name, a in theirs.items()}


def test_fresh_inputs_share_nothing() -> None:
    packer = Packer(1 << 20)
    inputs = Inputs(packer.node({"a": np.zeros(3), "b": [1]}), packer.blob(), "cpu")
    first = inputs.fresh()
    first["a"][:] = 7
    first["b"].append(2)
    assert inputs.fresh()["a"].tolist() == [0, 0, 0]
    assert inputs.fresh()["b"] == [1]


def read_back(value: object, max_bytes: int = 1 << 20) -> Any:
    packer = Packer(max_bytes)
    return Reader({}).value(json.loads(json.dumps(packer.node(value))))


def test_what_cannot_be_compared_is_named() -> None:
    assert read_back(iter([])) == Other("list_iterator")
    assert read_back(np.array(["a"], object)) == Other("array of object")
    assert read_back(np.zeros(100), max_bytes=80) == Big("tensor", (100,), "float64")
    assert read_back(10**5000) == Big("int", (), "")
    assert read_back("a" * 200_000) == Big("str", (200_000,), "")


def test_a_tree_that_contains_itself_ends() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert isinstance(json.dumps(Packer(1 << 20).node(endless)), str)


def test_eight_bytes_shown_as_terabytes_are_not_made_to_be_so() -> None:
    shown = np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0))
    assert read_back(shown) == Big("tensor", (10**6, 10**6), "float64")


def test_what_is_the_same_to_the_last_bit_and_only_that_shares_a_mark() -> None:
    one, other = np.array([1.0, np.nan]), np.array([1.0, np.nan])
    values: list[Any] = [
        *(1, 1.0, True, "1", None, "None", 0.0, -0.0, float("nan"), Other("1"), Big("int", (), "")),
        *([], (), {}, [1, 2], (1, 2), [1.0, 2], [[1, 2]], {"a": 1}, {"a": [1]}, {"b": 1}, {1: "a"}),
        *(Array(one, "float64", "torch"), Array(one, "float64", "numpy"), Array(one.view("<i8"), "int64", "torch")),
        *(Array(one.reshape(1, 2), "float64", "torch"), Array(-other, "float64", "torch")),
    ]
    values += [[value, one.tolist()] for value in values]
    assert len({exact(value) for value in values}) == len(values)
    assert exact([Array(one, "float64", "torch")]) == exact([Array(other, "float64", "torch")])
