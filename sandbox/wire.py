"""Messages between the host and a cell: JSON with lengths, then bytes; every length is checked before it is
believed.
"""

import array
import json
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

PREFIX = struct.Struct(">Q")
MOST_META = 1 << 20


class Broken(Exception):
    """The other side is gone, too slow, or talks nonsense: always a fault of ours, for a learner never has
    this socket.
    """


class Unread(Broken):
    """The other side went before it had read all that was sent to it: it has not begun with it."""


class Wire(Protocol):
    """A socket, or what a container engine gives in its place."""

    def settimeout(self, seconds: float) -> None:
        """Bound what follows."""

    def recv(self, count: int) -> bytes:
        """Return up to `count` bytes; none: the other side is gone."""

    def sendall(self, data: bytes) -> None:
        """Send all of `data`."""


def send(sock: Wire, meta: Mapping[str, Any], payloads: Sequence[bytes], descriptors: Sequence[int] = ()) -> None:
    """Send one message; `descriptors` travel with its first byte, on a socket."""
    text = json.dumps({**meta, "sizes": [len(payload) for payload in payloads]}).encode()
    head = PREFIX.pack(len(text)) + text
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
    try:
        sent = sock.sendmsg([head[:1]], rights) if isinstance(sock, socket.socket) and descriptors else 0
        sock.sendall(head[sent:])
        for payload in payloads:
            sock.sendall(payload)
    except BrokenPipeError as error:
        raise Unread(f"sending to the cell: {error}") from error
    except OSError as error:
        raise Broken(f"sending to the cell: {error}") from error


def receive(sock: Wire, deadline: float, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return the next message. `deadline`: by time.monotonic(); `most`: bytes of all payloads together."""
    (length,) = PREFIX.unpack(_exactly(sock, PREFIX.size, deadline))
    if length > MOST_META:
        raise Broken(f"a message of {length} bytes")
    meta, sizes = _meta(_exactly(sock, length, deadline))
    if sum(sizes) > most:
        raise Broken(f"payloads of {sum(sizes)} bytes")
    return meta, [_exactly(sock, size, deadline) for size in sizes]


def _meta(text: bytes) -> tuple[dict[str, Any], list[int]]:
    """Return a message's meta and the sizes of its payloads, of which nothing is believed."""
    try:
        meta = json.loads(text)
        sizes = meta.pop("sizes")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Broken(f"a message that makes no sense ({type(error).__name__})") from None
    if not isinstance(meta, dict) or type(sizes) is not list or any(type(n) is not int or n < 0 for n in sizes):
        raise Broken("a message that makes no sense")
    return meta, sizes


def _exactly(sock: Wire, count: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < count:
        sock.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            piece = sock.recv(min(count - len(data), 1 << 20))
        except ConnectionResetError as error:  # so the kernel says that bytes of ours were still unread
            raise Unread(f"waiting for the cell: {error}") from error
        except OSError as error:
            raise Broken(f"waiting for the cell: {error or 'too long'}") from error
        if not piece:
            raise Broken("the cell closed its end")
        data += piece
    return bytes(data)
