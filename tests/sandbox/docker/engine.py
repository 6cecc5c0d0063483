"""A Docker Engine for the tests: the one that answers here, else one of our own, shared by every test process.

Our own has its own folder, so that no image or container of anybody else is touched, and no network, so that the
machine's firewall is left alone. Images stay in the folder for the next time.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sandbox.engine import Engine, EngineError

FOLDER = Path(tempfile.gettempdir(), f"jieti-engine-{os.getuid()}")
START_S = 60.0


class NoEngine(Exception):
    """There is no Docker Engine here, and none could be started."""


def answers(address: str) -> bool:
    try:
        Engine(address)
    except EngineError:
        return False
    return True


class Daemon:
    """A dockerd of our own in `folder`. Whoever needs it starts it; whoever is the last ends it, by its pid."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix://{folder}/socket"
        folder.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        if answers(self.address):
            return
        command = shutil.which("dockerd")
        if command is None or os.getuid() != 0:
            raise NoEngine("no dockerd to start here, or not as root")
        places = {"data-root": "data", "exec-root": "run", "pidfile": "pid"}
        options = [f"--{name}={self.folder}/{place}" for name, place in places.items()]
        unplugged = ("--iptables=false", "--ip6tables=false", "--bridge=none")
        with open(self.folder / "log", "wb") as log:
            subprocess.Popen(
                [command, "-H", self.address, *options, *unplugged],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_S
        while not answers(self.address):
            if time.monotonic() > deadline:
                raise NoEngine((self.folder / "log").read_text()[-2000:])
            time.sleep(0.1)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send it `number`, and return when it and the containerd that it has started are gone."""
        for file in ("pid", "run/containerd/containerd.pid"):
            try:
                pid = int((self.folder / file).read_text())
                os.kill(pid, number)
            except (FileNotFoundError, ProcessLookupError):
                continue
            while _runs(pid):
                time.sleep(0.05)
            (self.folder / file).unlink(missing_ok=True)  # where nobody collects the dead its number seems to live on
        while f" {self.folder}/data " in Path("/proc/self/mountinfo").read_text():  # one killed cannot clean up
            subprocess.run(["umount", "--lazy", self.folder / "data"], check=True)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def locked(name: str, kind: int = fcntl.LOCK_EX) -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / name, "a") as file:
        fcntl.flock(file, kind)
        yield


@contextmanager
def shared() -> Iterator[str]:
    """Yield the address of an engine that stays until the last process of the tests has left this."""
    usual = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    if answers(usual):
        yield usual
        return
    daemon = Daemon(FOLDER)
    with open(FOLDER / "users", "a") as users:
        with locked("starting"):
            fcntl.flock(users, fcntl.LOCK_SH)
            daemon.start()
        try:
            yield daemon.address
        finally:
            with locked("starting"), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # or somebody else still needs it
                daemon.end()
