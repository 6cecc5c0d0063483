"""The processes of a running Jieti: started, watched, restarted when they die, stopped in order."""

import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger("jieti.up")

PR_SET_PDEATHSIG = 1
RESTART_PAUSES_S = (1.0, 30.0)  # the first and the longest pause before a process that keeps dying is tried again


def follow_parent(parent: int) -> Callable[[], None]:
    """Return what a child runs before its program: it ends when `up` is gone, even if that was kill -9."""
    libc = ctypes.CDLL(None, use_errno=True)

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return before_exec


@dataclass
class Child:
    """One process: its command, where its output goes, and how it is doing."""

    name: str
    command: Sequence[str]
    log_file: Path
    environment: dict[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()  # what it inherits, under the same numbers
    process: subprocess.Popen[bytes] | None = None
    not_before: float = 0.0
    pause: float = RESTART_PAUSES_S[0]

    def start(self) -> None:
        with open(self.log_file, "ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
                pass_fds=self.descriptors,
                start_new_session=True,  # Ctrl-C reaches `up` alone, which then stops the others in order
                preexec_fn=follow_parent(os.getpid()),
            )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, patience_s: float) -> None:
        """Ask politely, then kill. The whole session goes, so that nothing is left running."""
        if self.process is None:
            return
        if self.alive:
            self.process.terminate()
            try:
                self.process.wait(patience_s)
            except subprocess.TimeoutExpired:
                log.warning("%s did not stop in %.0f s and was killed", self.name, patience_s)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Children:
    """All of them, in the order they were started."""

    def __init__(self) -> None:
        self.all: list[Child] = []

    def start(self, child: Child) -> Child:
        child.start()
        self.all.append(child)
        return child

    def restart_the_dead(self) -> None:
        """Start again what has died: soon the first time, ever later while it goes on dying."""
        now = time.monotonic()
        for child in self.all:
            if child.alive or now < child.not_before:
                continue
            code = child.process.returncode if child.process else None
            log.warning("%s ended (%s) and is started again; see %s", child.name, code, child.log_file)
            if now > child.not_before + RESTART_PAUSES_S[1]:  # it had been well for a while
                child.pause = RESTART_PAUSES_S[0]
            child.not_before = now + child.pause
            child.pause = min(child.pause * 2, RESTART_PAUSES_S[1])
            child.start()

    def stop(self, patience_s: float = 8.0) -> None:
        """Stop everything, last started first."""
        for child in reversed(self.all):
            child.stop(patience_s)
        self.all.clear()
