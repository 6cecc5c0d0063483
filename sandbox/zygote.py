"""The host's handle on one zygote: started once, asked for a fork a job, found dead or killed at the end."""

import contextlib
import os
import select
import socket
import subprocess
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

from sandbox import bwrap, interpreter, wire
from sandbox.devices import Device

READY_S = 180.0
SETTLE_S = 0.3
WAITING = 2  # wardens that wait at most; as one's cell is taken down and the next is made, another has the job


class Dead(Exception):
    """There is no zygote: it could not be started, or it ended."""


class Zygote:
    """One image, imported and waiting behind bwrap. Safe to use from many threads."""

    def __init__(self, python: Path, image: str, device: Device | None = None) -> None:
        self.image = image
        self.device = device
        self.facts: dict[str, object] = {}
        self._lock = threading.Lock()
        self._waiting: deque[socket.socket] = deque()  # wardens, from the one that has waited longest
        self._closed = False
        self._errors = tempfile.TemporaryFile()
        self._last_words = ""  # of what is closed
        self._control, theirs = socket.socketpair()
        started = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._fault: Exception | None = None
        # The kernel ties "die with the parent" to the thread that started a process: this one lives as long
        # as the zygote.
        self._keeper = threading.Thread(
            target=self._keep, args=(python, theirs, started), name=f"zygote-{image}", daemon=True
        )
        self._keeper.start()
        started.wait()
        self._await_ready()

    def _keep(self, python: Path, theirs: socket.socket, started: threading.Event) -> None:
        try:
            command = bwrap.command(bwrap.find(), interpreter.examine(python), self.image, device=self.device)
            self._process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=self._errors, env={}, cwd="/"
            )
        except Exception as error:
            self._fault = error
        finally:
            theirs.close()
            started.set()
        if self._process:
            self._process.wait()

    def _await_ready(self) -> None:
        began = time.monotonic()
        if self._fault:
            self.close()
            raise Dead(f"{type(self._fault).__name__}: {self._fault}")
        try:
            self.facts, _ = wire.receive(self._control, began + READY_S, 0)
            fault = "" if self.facts["ready"] else str(self.facts["detail"])
        except wire.Broken as error:
            fault = str(error)
        if fault:
            said = self.said()
            self.close()
            raise Dead(f"{fault}: {said}" if said else fault)
        self.facts["ready_ms"] = (time.monotonic() - began) * 1e3

    def said(self) -> str:
        """Return the end of what bwrap and the zygote wrote to stderr."""
        with self._lock:  # another thread may be closing it
            return self._last_words or self._read_errors()

    def _read_errors(self) -> str:
        if self._errors.closed:
            return ""
        size = os.fstat(self._errors.fileno()).st_size
        return os.pread(self._errors.fileno(), 2000, max(0, size - 2000)).decode(errors="replace").strip()

    @property
    def pid(self) -> int | None:
        """The process that we started: bwrap's."""
        return self._process.pid if self._process else None

    def alive(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.poll() is None

    def settle(self) -> None:
        """After a job was lost: if it was because we died, wait until that shows."""
        assert self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(SETTLE_S)

    def take(self) -> socket.socket:
        """Return our end of a socket to a warden that waits for a job, or to a new one."""
        while True:
            with self._lock:
                warden = self._waiting.popleft() if self._waiting else None
            if warden is None:
                return self.forked()
            if not gone(warden):  # there was no process to be had for it at the time: a neighbour's fork bomb, say
                return warden
            warden.close()

    def give_back(self, warden: socket.socket) -> None:
        """Have a warden wait for another job: one whose last has ended well."""
        with self._lock:
            if not self._closed and len(self._waiting) < WAITING:
                self._waiting.append(warden)
                return
        warden.close()

    def prepare(self) -> None:
        """See to it that one warden waits, so that the next job need not."""
        with self._lock:
            if self._waiting:
                return
        try:
            self.give_back(self.forked())
        except Dead:
            pass  # whoever runs the next job finds that out

    def forked(self) -> socket.socket:
        """Return our end of a socket to a warden made just now."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                with self._lock:
                    socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise Dead(f"the zygote is gone ({error}): {self.said()}") from error
        return ours

    def close(self) -> None:
        """End it and everything it ever started."""
        with self._lock:
            self._closed = True
            while self._waiting:
                self._waiting.pop().close()
            self._control.close()
        if self._process and self.alive():
            self._process.kill()
        self._keeper.join(10)
        with self._lock:  # who closes it twice at a time finds it closed, not closing
            self._last_words = self._last_words or self._read_errors()
            self._errors.close()


def gone(sock: socket.socket) -> bool:
    """Return whether nobody is at the other end: a waiting warden says nothing, and keeps it open."""
    poll = select.poll()
    poll.register(sock, select.POLLIN | select.POLLRDHUP)
    return bool(poll.poll(0))
