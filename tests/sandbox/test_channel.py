"""The inbox takes exactly one frame, in whatever pieces it comes."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.inside import channel


def frame(header: bytes, blob: bytes) -> bytes:
    return channel.ANSWER.pack(channel.MAGIC, len(header), len(blob)) + header + blob


def fed(data: bytes, step: int, limit: int = 1 << 20) -> channel.Inbox:
    inbox = channel.Inbox(limit)
    for at in range(0, len(data), step):
        inbox.feed(data[at : at + step])
    return inbox


@given(st.binary(max_size=300), st.binary(max_size=300), st.integers(1, 64))
def test_takes_a_frame_in_any_pieces(header: bytes, blob: bytes, step: int) -> None:
    inbox = fed(frame(header, blob), step)
    assert (inbox.state(), inbox.frame()) == ("whole", (header, blob))


@given(st.binary(min_size=1, max_size=100), st.integers(1, 64))
def test_refuses_anything_after_it(rest: bytes, step: int) -> None:
    assert fed(frame(b"{}", b"") + rest, step).state() == "bad"


@given(st.binary(max_size=200), st.integers(1, 64))
def test_never_takes_noise_for_an_answer(noise: bytes, step: int) -> None:
    if not noise.startswith(channel.MAGIC):
        assert fed(noise, step).state() in ("empty", "partial", "bad")


@pytest.mark.parametrize("lengths", [(2**63, 0), (0, 2**64 - 1), (1000, 25)])
def test_refuses_to_hold_more_than_allowed(lengths: tuple[int, int]) -> None:
    inbox = fed(channel.ANSWER.pack(channel.MAGIC, *lengths), 24, limit=1024)
    assert inbox.state() == "answer"
    inbox.feed(bytes(10_000))
    assert len(inbox.data) <= channel.ANSWER.size


def test_a_whole_answer_goes_through_a_pipe() -> None:
    read, write = os.pipe()
    channel.answer(write, b"{}", b"blob")
    os.close(write)
    assert fed(os.read(read, 1000), 1000).frame() == (b"{}", b"blob")
    os.close(read)
