"""Frames inside the cell: what the host sends to a warden, what a warden sends back, and the one answer of a
harness.
"""

import json
import os
import socket
import struct
from typing import Any, Protocol

PREFIX = struct.Struct(">Q")
ANSWER = struct.Struct(">8sQQ")  # magic, length of the header, length of the blob
MAGIC = b"jieti/1\n"
MOST_DESCRIPTORS = 16
NOT_STARTED, OUT_OF_MEMORY = 70, 71  # exit codes; a program may choose them too, and only misreports itself

_parsed = json.JSONDecoder().raw_decode  # of what we have written ourselves; json.loads looks at more, and costs more
Message = tuple[dict[str, Any], list[bytes], list[int]]


class Line(Protocol):
    """A warden's way to its host."""

    def fileno(self) -> int:
        """What becomes readable when the host says something, or is gone."""

    def first(self, count: int) -> tuple[bytes, list[int]]:
        """Return up to `count` bytes, the first of a message, and the descriptors that came along."""

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes; none: the host is gone."""

    def write(self, data: bytes) -> None:
        """Write all of `data`."""


class SocketLine:
    """A Unix socket: descriptors can come along."""

    def __init__(self, sock: socket.socket) -> None:
        self.fileno, self.read, self.write = sock.fileno, sock.recv, sock.sendall
        self.sock = sock

    def first(self, count: int) -> tuple[bytes, list[int]]:
        """See Line."""
        data, descriptors, _, _ = socket.recv_fds(self.sock, count, MOST_DESCRIPTORS)
        return data, list(descriptors)


class PipeLine:
    """Two pipes, as a container's standard input and output are: no descriptors."""

    def __init__(self, source: int, sink: int) -> None:
        self.source, self.sink = source, sink

    def fileno(self) -> int:
        """See Line."""
        return self.source

    def first(self, count: int) -> tuple[bytes, list[int]]:
        """See Line."""
        return self.read(count), []

    def read(self, count: int) -> bytes:
        """See Line."""
        return os.read(self.source, count)

    def write(self, data: bytes) -> None:
        """See Line."""
        write_all(self.sink, data)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` to `fd`."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _exactly(line: Line, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        piece = line.read(min(count - len(data), 1 << 20))
        if not piece:
            raise EOFError("the other side is gone")
        data += piece
    return bytes(data)


def receive(line: Line) -> Message:
    """Return the next message of the host: its meta, its payloads and the descriptors that came along."""
    first, descriptors = line.first(PREFIX.size)
    if not first:
        raise EOFError("the other side is gone")
    (length,) = PREFIX.unpack(first + _exactly(line, PREFIX.size - len(first)))
    meta, _ = _parsed(_exactly(line, length).decode())
    return meta, [_exactly(line, size) for size in meta["sizes"]], descriptors


def send(line: Line, meta: dict[str, Any], payloads: list[bytes]) -> None:
    """Send one message."""
    text = json.dumps({**meta, "sizes": [len(payload) for payload in payloads]}).encode()
    line.write(PREFIX.pack(len(text)) + text)
    for payload in payloads:
        line.write(payload)


def refuse(line: Line, error: Exception) -> None:
    """Tell the host that there will be no cell, and why."""
    send(line, {"ready": False, "detail": f"{type(error).__name__}: {error}"}, [])


def answer(fd: int, header: bytes, blob: bytes) -> None:
    """Write the one frame of a harness to `fd`."""
    for data in (ANSWER.pack(MAGIC, len(header), len(blob)), header, blob):
        write_all(fd, data)


class Inbox:
    """Collects one answer frame from a learner's process, believing nothing.

    `fault` is empty, "answer" (more than allowed was announced) or "bad" (no frame, or more than one).
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.data = bytearray()
        self.wanted = ANSWER.size
        self.lengths: tuple[int, int] | None = None
        self.fault = ""

    def feed(self, piece: bytes) -> None:
        """Take what was read from the pipe."""
        if self.fault:
            return
        self.data += piece
        if self.lengths is None and len(self.data) >= ANSWER.size:
            self._announce()
        if not self.fault and len(self.data) > self.wanted:
            self.fault = "bad"

    def _announce(self) -> None:
        magic, header, blob = ANSWER.unpack_from(self.data)
        if magic != MAGIC:
            self.fault = "bad"
        elif header + blob > self.limit:
            self.fault = "answer"
        else:
            self.lengths = (header, blob)
            self.wanted = ANSWER.size + header + blob

    def state(self) -> str:
        """Return "empty", "partial", "whole", or the fault."""
        if self.fault:
            return self.fault
        if not self.data:
            return "empty"
        return "whole" if self.lengths is not None and len(self.data) == self.wanted else "partial"

    def frame(self) -> tuple[bytes, bytes]:
        """Return header and blob of the whole frame."""
        assert self.lengths is not None
        middle = ANSWER.size + self.lengths[0]
        return bytes(self.data[ANSWER.size : middle]), bytes(self.data[middle:])
