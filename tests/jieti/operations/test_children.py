"""Processes are stopped with all they started, restarted when they die, and gone when `up` is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jieti.operations.children import Child, Children

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)
PARENT = "import subprocess, sys, time; subprocess.Popen(['sleep', '600']); print('up', flush=True); time.sleep(600)"


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def python(code: str, log: Path) -> Child:
    return Child("child", [sys.executable, "-c", code], log)


def session_is_empty(session: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-s", str(session)], capture_output=True, text=True).stdout
    return not [state for state in found.split() if not state.startswith("Z")]


def test_stop_kills_what_does_not_listen(tmp_path: Path) -> None:
    children = Children()
    child = children.start(python(STUBBORN, tmp_path / "log"))
    assert eventually(lambda: "up" in (tmp_path / "log").read_text())
    children.stop(patience_s=0.2)
    assert child.process is not None and child.process.returncode == -signal.SIGKILL


def test_stop_takes_grandchildren_along(tmp_path: Path) -> None:
    children = Children()
    child = children.start(python(PARENT, tmp_path / "log"))
    assert eventually(lambda: "up" in (tmp_path / "log").read_text())
    children.stop()
    assert child.process is not None
    session = child.process.pid
    assert eventually(lambda: session_is_empty(session))


def test_dead_child_is_started_again(tmp_path: Path) -> None:
    children = Children()
    child = children.start(python(STUBBORN, tmp_path / "log"))
    first = child.process
    assert first is not None
    first.kill()
    first.wait()
    children.restart_the_dead()
    assert child.alive and child.process is not None and child.process.pid != first.pid
    children.stop(patience_s=0.1)


def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time, pathlib\nfrom jieti.operations.children import Child\n"
        f"c = Child('c', ['sleep', '600'], pathlib.Path({str(tmp_path / 'log')!r})); c.start()\n"
        "print(c.process.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    grandchild = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert eventually(lambda: session_is_empty(grandchild))
    parent.stdout.close()
