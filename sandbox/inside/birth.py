"""How a warden comes by the learner's process: the zygote forks it, or, in a container, the warden itself.

To the zygote a warden sends one message with descriptors: a socket to answer to, the namespaces that the new process is
to be in, and what it will read and write. Nothing of a job is in it: that goes through a pipe to the new process.
What the zygote says comes over the socket of that message alone, which no learner's process has.
"""

import os
import socket
import struct
from collections.abc import Callable
from typing import NamedTuple, NoReturn, Protocol

ASK = b"fork"
ENDED = struct.Struct("=id")  # what waitpid told, and the CPU time in seconds
ANSWER_S = 10.0  # how long the zygote may take to tell that a process has ended that the warden has killed


class End(NamedTuple):
    """How a learner's process ended: its status as waitpid tells it, and the CPU time of it and all it waited for.
    `fault`: why there is no status.
    """

    status: int | None = None
    cpu: float = 0.0
    fault: str = ""


class Child(Protocol):
    """A learner's process, for its warden."""

    def fileno(self) -> int:
        """What becomes readable when it has ended."""

    def reaped(self, pid: int, status: int) -> None:
        """The warden has collected a process, perhaps this one."""

    def end(self) -> End:
        """Wait until it has ended."""


class Zygote:
    """A warden's way to the zygote of its cell."""

    def __init__(self, requests: socket.socket) -> None:
        self.requests = requests

    def bear(self, descriptors: list[int]) -> "Stranger":
        """Have a learner's process forked. `descriptors`: see zygote.Birth, all but the first."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            socket.send_fds(self.requests, [ASK], [theirs.fileno(), *descriptors])
        return Stranger(ours)


class Stranger:
    """A process in our PID namespace that is the zygote's child, not ours."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.fileno = sock.fileno

    def reaped(self, pid: int, status: int) -> None:
        """See Child: never this one."""

    def end(self) -> End:
        """See Child."""
        self.sock.settimeout(ANSWER_S)
        try:
            said = self.sock.recv(4096)
        except OSError as error:
            return End(fault=f"the zygote does not answer: {error}")
        self.sock.close()
        if len(said) == ENDED.size:
            return End(*ENDED.unpack(said))
        return End(fault=said.decode(errors="replace") or "the zygote has ended")


class Own:
    """A fork of the warden itself."""

    def __init__(self, become: Callable[[], NoReturn]) -> None:
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            become()
        self.ended = os.pidfd_open(self.pid)

    def fileno(self) -> int:
        """See Child."""
        return self.ended

    def reaped(self, pid: int, status: int) -> None:
        """See Child."""
        if pid == self.pid:
            self.status = status

    def end(self) -> End:
        """See Child."""
        os.close(self.ended)
        if self.status is None:
            _, self.status = os.waitpid(self.pid, 0)
        return End(self.status)
