"""Whose a container is, so that those of a worker that died can be told from those of one that lives."""

import os
import time
from pathlib import Path

STALE_S = 600.0


def own() -> str:
    """Return what names this process and no other: boot, PID namespace, number, start."""
    return f"{_place()} {os.getpid()} {_started(os.getpid())}"


def _place() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{boot} {os.stat('/proc/self/ns/pid').st_ino}"


def _started(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def left_behind(owner: str, state: str, created: float) -> bool:
    """Whether a container of `owner` belongs to nobody any more.

    Of a worker on another machine, or in another container, we cannot know whether it lives; but when it dies its
    containers end with it, and one that ended long ago is nobody's.
    """
    words = owner.split(" ")
    if len(words) == 4 and " ".join(words[:2]) == _place():
        return _started(int(words[2])) != words[3]
    return state != "running" and time.time() - created > STALE_S
