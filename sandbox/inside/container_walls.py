"""Walls that a container engine has built: looked at, and used."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sandbox.inside import birth, confine, groups, kernel, learner, meter, rights, seccomp


class Unwalled(Exception):
    """The engine has not built what it was asked for."""


class Container:
    """Walls that a container engine has built before we were started. What is missing is not made up for: no job runs.

    Everything writable is one tmpfs on /dev/shm; /desk and /tmp are the image's links into it.
    """

    def __init__(self, filter_code: bytes) -> None:
        self.filter_code = filter_code
        self.groups = groups.opened()

    def examine(self) -> None:
        """Raise Unwalled for what is missing; imports may write to the folders afterwards."""
        if missing := ", ".join(self._missing()):
            raise Unwalled(f"the container engine has not seen to: {missing}")
        self._make_folders()

    @staticmethod
    def _make_folders() -> None:
        for place in (confine.WORK, confine.TEMPORARY):
            folder = os.readlink(place)
            shutil.rmtree(folder, ignore_errors=True)
            os.mkdir(folder, 0o700)

    def _missing(self) -> Iterator[str]:
        said = dict(
            line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":\t" in line
        )
        sets = [said.get(name, "") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")]
        root, shared = os.statvfs("/").f_flag, os.statvfs(confine.SHARED).f_flag
        quiet = os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC
        walls = {
            "an ordinary user": 0 not in (*os.getresuid(), *os.getresgid(), *os.getgroups()),
            "no capabilities": not any(int(one, 16) for one in sets if one),
            "no_new_privs": said.get("NoNewPrivs") == "1",
            "a read-only root": bool(root & os.ST_RDONLY),
            "a bounded /dev/shm": shared & quiet == quiet and os.statvfs(confine.SHARED).f_files > 0,
            "no network": [name for _, name in socket.if_nameindex()] == ["lo"],
            "a limit of memory": groups.bounded(self.groups, "memory.max"),
            "a limit of processes": groups.bounded(self.groups, "pids.max"),
        }
        return (name for name, stands in walls.items() if not stands)

    def build(self) -> None:
        """See Walls: all is built; what the imports have written goes."""
        self._make_folders()

    def leave(self) -> bool:
        """See Walls: a container is for one job."""
        return False

    def fit(self, limits: dict[str, Any]) -> None:
        """See Walls: nothing; the tmpfs is the engine's, and was made for the job."""

    def meter(self, files: dict[str, int], work: int) -> meter.Meter:
        """See Walls."""
        return groups.ContainerMeter(self.groups)

    def bear(self, pipes: list[int], joins: list[int]) -> birth.Child:
        """See Walls: a fork of the warden's own."""
        return birth.Own(partial(learner.main, pipes, self.close_behind))

    def close_behind(self) -> None:
        """The learner's half."""
        signal.signal(signal.SIGINT, signal.default_int_handler)  # of which the warden wants to know nothing
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
        kernel.write("/proc/self/oom_score_adj", "1000")
        rights.set_limits()
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        seccomp.install(self.filter_code)
