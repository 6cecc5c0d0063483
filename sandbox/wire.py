"""Messages between the host and a cell: JSON with lengths, then bytes; every length is checked before it is
believed.
"""

import array
import json
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Any

PREFIX = struct.Struct(">Q")
MOST_META = 1 << 20


class Broken(Exception):
    """The other side is gone, too slow, or talks nonsense: always a fault of ours, for a learner never has
    this socket.
    """


def send(
    sock: socket.socket, meta: Mapping[str, Any], payloads: Sequence[bytes], descriptors: Sequence[int] = ()
) -> None:
    """Send one message; `descriptors` travel with its first byte."""
    text = json.dumps({**meta, "sizes": [len(payload) for payload in payloads]}).encode()
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    try:
        sent = sock.sendmsg([PREFIX.pack(len(text))], rights)
        sock.sendall(PREFIX.pack(len(text))[sent:] + text)
        for payload in payloads:
            sock.sendall(payload)
    except OSError as error:
        raise Broken(f"sending to the cell: {error}") from error


def receive(sock: socket.socket, deadline: float, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return the next message. `deadline`: by time.monotonic(); `most`: bytes of all payloads together."""
    (length,) = PREFIX.unpack(_exactly(sock, PREFIX.size, deadline))
    if length > MOST_META:
        raise Broken(f"a message of {length} bytes")
    meta: dict[str, Any] = json.loads(_exactly(sock, length, deadline))
    sizes = meta.pop("sizes")
    if sum(sizes) > most:
        raise Broken(f"payloads of {sum(sizes)} bytes")
    return meta, [_exactly(sock, size, deadline) for size in sizes]


def _exactly(sock: socket.socket, count: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < count:
        sock.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            piece = sock.recv(min(count - len(data), 1 << 20))
        except OSError as error:
            raise Broken(f"waiting for the cell: {error or 'too long'}") from error
        if not piece:
            raise Broken("the cell closed its end")
        data += piece
    return bytes(data)
