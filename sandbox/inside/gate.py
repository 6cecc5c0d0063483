"""The first process of a cell, and small: it has imported nothing of the image. The wardens are forks of it.

Before anything else it forks the zygote, which imports the image and of which the learners' processes are made. A
fork costs what a process has mapped, so a warden, which needs none of the image, is not made of the zygote. The gate
holds no secret either, and ends when the host's end of its socket does, or the zygote; as process 1 of a PID namespace
it takes everybody with it.
"""

import gc
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

from sandbox.inside import ahead, channel, confine, forks, kernel, warden
from sandbox.inside.birth import Zygote
from sandbox.inside.meter import Heritage
from sandbox.inside.walls import Namespaces


def main() -> None:
    """Start a zygote for the image named on the command line, and fork a warden whenever descriptor 0 asks for one.

    More words on the command line, for the cells of a device: "ahead" (made ahead of their jobs), "whole-proc".
    """
    control = socket.socket(fileno=os.dup(0))
    put_null_on(0)
    try:
        confine.own_world()
        requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if os.fork() == 0:
            requests.close()
            _become_zygote(control, theirs)
    except OSError as error:
        channel.refuse(channel.SocketLine(control), error)
        return
    theirs.close()
    _settle()
    _to_the_end(Gate(control, requests).serve)


def put_null_on(fd: int) -> None:
    """Put the empty device in the place of a descriptor."""
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, fd)
    os.close(nothing)


def _become_zygote(control: socket.socket, requests: socket.socket) -> NoReturn:
    forks.collect()
    from sandbox.inside import zygote  # needs modules that nobody else here does

    line = channel.SocketLine(control)
    _to_the_end(lambda: zygote.main(sys.argv[1], sys.argv[2:], line, requests))


def _to_the_end(work: Callable[[], None]) -> NoReturn:
    """Do this and nothing after it. What goes wrong is written where the host finds it."""
    try:
        work()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def _settle() -> None:
    """Set, once, what each warden is born with."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.keep_no_memory()
    warden.deafen()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the wardens, who wait for what they inherit
    gc.collect()
    gc.freeze()
    gc.disable()


class Gate:
    """Listens to the host and, for one message and its end, to the zygote."""

    def __init__(self, control: socket.socket, requests: socket.socket) -> None:
        self.control = control
        self.requests = requests
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self.kind = ahead.Ahead if "ahead" in sys.argv[2:] else warden.Warden
        self.walls: Namespaces | None = None

    def serve(self) -> None:
        """Fork until the host or the zygote is gone."""
        poll = select.poll()
        for sock in (self.requests, self.control):  # in this order: the zygote's word comes before the host's first
            poll.register(sock, select.POLLIN)
        handlers = {self.requests.fileno(): self._heard, self.control.fileno(): self._asked}
        while all(handlers[fd]() for fd, _ in poll.poll()):
            pass

    def _heard(self) -> bool:
        word, descriptors, _, _ = socket.recv_fds(self.requests, 1, 2)
        if word:
            self.walls = Namespaces(Zygote(self.requests), Heritage(*descriptors))
        return bool(word)

    def _asked(self) -> bool:
        _, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
        if not descriptors or self.walls is None:
            return False
        with socket.socket(fileno=descriptors[0]) as sock:
            try:
                child = self._fork()
            except OSError as error:  # no process to be had: the host sees its socket closed, and why
                print(f"fork: {error}", file=sys.stderr, flush=True)
                return True
            if child == 0:
                self.control.close()
                os.close(self.own_pids)
                warden.main(channel.SocketLine(sock), self.walls, self.kind)
        return True

    def _fork(self) -> int:
        """Fork a child that is process 1 of a new PID namespace."""
        kernel.unshare(kernel.CLONE_NEWPID)
        child = -1
        try:
            child = os.fork()
        finally:
            if child:
                kernel.setns(self.own_pids, kernel.CLONE_NEWPID)
        return child
