"""A running Jieti of our own, started by `manage.py up` as a person would. For browser tests and benchmarks."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Servers, servers

ROOT = Path(__file__).resolve().parents[1]
START_LIMIT_S = 120


#: How to tell the children of `up` apart, by their command lines.
PARTS = {"web": "uvicorn", "worker": "celery", "broker": "valkey", "reconciler": "reconcile"}


def part(up: int, name: str) -> int:
    """Return the process id of a part of what `up` (its process id) runs; 0 where there is none just now."""
    for child in Path(f"/proc/{up}/task/{up}/children").read_text().split():
        try:
            if PARTS[name] in Path(f"/proc/{child}/cmdline").read_text():
                return int(child)
        except OSError:  # gone meanwhile
            pass
    return 0


@contextmanager
def held(pid: int, servers: Servers) -> Iterator[None]:
    """Let a process hang: there, and silent."""
    with servers.locked("submissions_submission"):  # so that it holds no lock that others need
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def start_worker(like: int, servers: Servers) -> subprocess.Popen[bytes]:
    """Start another worker process like the one with that process id, with its environment, into the same log."""
    process = Path(f"/proc/{like}")
    arguments = process.joinpath("cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    pairs = process.joinpath("environ").read_bytes().rstrip(b"\0").split(b"\0")
    environment = {name: value for name, _equals, value in (pair.partition(b"=") for pair in pairs)}
    with open(servers.var / "log" / "worker.log", "ab") as log:
        command = [*arguments, b"-n", b"second@%h"]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)


@dataclass
class Stack:
    """A running Jieti of our own."""

    url: str
    var: Path
    setup_link: str
    process: subprocess.Popen[str]
    servers: Servers

    def pid(self, name: str) -> int:
        """Return the process id of one of its parts."""
        return part(self.process.pid, name)

    def log(self, name: str) -> str:
        """Return what one of its parts has written to its log."""
        return (self.var / "log" / f"{name}.log").read_text(errors="replace")

    def manage(self, *arguments: str) -> str:
        """Run a management command against this stack's state."""
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(
            command, cwd=ROOT, env=environment(self.servers), capture_output=True, text=True, timeout=300
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def shell(self, code: str) -> str:
        """Run Python inside this stack's Django; return what it printed."""
        return self.manage("shell", "-v", "0", "-c", code)


def environment(servers: Servers) -> dict[str, str]:
    """Return the environment of its processes. Commands speak the terminal's language; what is read here is English."""
    return {**os.environ, **servers.environment}


def wait_for_line(process: subprocess.Popen[str], pattern: str, lines: list[str]) -> re.Match[str]:
    """Read what the process prints until a line matches."""
    assert process.stdout is not None
    deadline = time.monotonic() + START_LIMIT_S
    for line in process.stdout:
        lines.append(line)
        if match := re.search(pattern, line):
            return match
        assert time.monotonic() < deadline, "".join(lines)
    raise AssertionError("up ended early:\n" + "".join(lines))


@contextmanager
def running(var: Path) -> Iterator[Stack]:
    """Start `manage.py up`, hand out the stack, stop it with Ctrl-C's signal, and see that it stopped."""
    with servers(var) as own:
        command = [sys.executable, "-u", "manage.py", "up"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(own), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        lines: list[str] = []
        try:
            url = wait_for_line(process, r"running:\s+(\S+)", lines).group(1)
            link = wait_for_line(process, r"(http\S+/setup/\S+)|Ctrl-C", lines).group(1) or ""
            wait_for_line(process, r"sandbox (holds|does not)", lines)
            yield Stack(url.rstrip("/"), var, link, process, own)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
