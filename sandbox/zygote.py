"""The host's handle on one zygote: started once, asked for cells, found dead or killed at the end."""

import contextlib
import os
import socket
import subprocess
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

from sandbox import bwrap, interpreter, wire
from sandbox.cell import Cell
from sandbox.cgroup import Cgroups, NoCgroups
from sandbox.devices import Device

READY_S = 180.0
SETTLE_S = 0.3
WAITING = 2  # cells that wait at most; as one is taken down and the next is made, another has the job


class Dead(Exception):
    """There is no zygote: it could not be started, or it ended."""


class Zygote:
    """One image, imported and waiting behind bwrap. Safe to use from many threads."""

    def __init__(self, python: Path, image: str, cgroups: Cgroups | NoCgroups, device: Device | None = None) -> None:
        self.image = image
        self.cgroups = cgroups
        self.device = device
        self.facts: dict[str, object] = {}
        self._lock = threading.Lock()
        self._waiting: deque[Cell] = deque()  # from the one that has waited longest
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

    def take(self) -> Cell:
        """Return a cell that waits for a job, or a new one."""
        while True:
            with self._lock:
                cell = self._waiting.popleft() if self._waiting else None
            if cell is None:
                return Cell(self.forked(), self.cgroups)
            if not cell.gone():  # there was no process to be had for it at the time: a neighbour's fork bomb, say
                return cell
            cell.close()

    def give_back(self, cell: Cell) -> None:
        """Have a cell renewed whose job has ended well, to wait for another."""
        with self._lock:
            room = not self._closed and len(self._waiting) < WAITING
        try:
            if room:
                cell.renew()
                room = self._keep_waiting(cell)
        except (wire.Broken, OSError):
            room = False  # whoever runs the next job finds out why
        if not room:
            cell.close()

    def _keep_waiting(self, cell: Cell) -> bool:
        with self._lock:
            if self._closed or len(self._waiting) >= WAITING:
                return False
            self._waiting.append(cell)
            return True

    def prepare(self) -> None:
        """See to it that one cell waits, so that the next job need not."""
        with self._lock:
            if self._waiting:
                return
        try:
            cell = Cell(self.forked(), self.cgroups)
        except (Dead, wire.Broken, OSError):
            return  # whoever runs the next job finds out why
        if not self._keep_waiting(cell):
            cell.close()

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
