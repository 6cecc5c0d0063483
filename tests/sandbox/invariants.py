"""What must be as it was after any program: the machine around a cell, as far as a few milliseconds can tell.

`Surroundings` puts canaries where a program that gets out would find them: a folder anybody may write, secrets in our
environment, in a file and in another job's source, and servers that count who comes. `state` is compared before and
after; `leaks` and `visitors` must be empty.
"""

import hashlib
import json
import os
import re
import resource
import secrets
import select
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sandbox import bwrap, interpreter
from sandbox.contract import Report
from sandbox.host import cell_python

PROJECT = Path(__file__).resolve().parents[2]
CELL_UID = bwrap.CELL_ID if os.geteuid() == 0 else os.geteuid()
ANYBODY_WRITES = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")
ENGINE = re.compile(r"docker|containerd|engine| (nsfs|overlay) ")  # its mounts come and go with other tests
LIMITS = [value for name, value in vars(resource).items() if name.startswith("RLIMIT_")]

State = dict[str, Any]


class Surroundings:
    """Canaries around the cells of one host."""

    def __init__(self) -> None:
        self.secret = secrets.token_hex(16)
        self.folder = Path(tempfile.mkdtemp(prefix="canary-"))
        self.folder.chmod(0o777)
        self._plant()
        self.watched = watched_files()
        self.servers = [
            server(socket.AF_INET, ("127.0.0.1", 0)),
            server(socket.AF_UNIX, str(self.folder / "socket")),
            server(socket.AF_UNIX, f"\0{self.secret[:8]}"),
        ]

    def _plant(self) -> None:
        os.environ["JIETI_CANARY"] = self.secret
        for name, text in {"secret": self.secret, "data": "x" * 1000}.items():
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o666)
        (self.folder / "empty").mkdir(mode=0o777)

    def close(self) -> None:
        """Take everything away again."""
        for one in self.servers:
            one.close()
        os.environ.pop("JIETI_CANARY", None)
        shutil.rmtree(self.folder)

    def state(self) -> State:
        """Return what a program must not change. Small enough to be read in the report of a failed test."""
        return {
            "canary folder": digest(self.folder),
            "files of the machine": [identity(path) for path in self.watched],
            "files of a cell's user": sorted(strays()),
            "locks": locks({os.stat(path).st_ino for path in self.watched}),
            "System V": [row for kind in ("shm", "msg", "sem") for row in system_v(kind)],
            "keys": [line for line in lines("/proc/key-users") if line.split(":")[0].strip() == str(CELL_UID)],
            "mounts": [line for line in lines("/proc/self/mountinfo") if not ENGINE.search(line)],
            "limits": [resource.getrlimit(kind) for kind in LIMITS],
            "processors": sorted(os.sched_getaffinity(0)),
            "niceness": os.getpriority(os.PRIO_PROCESS, 0),
            "scheduler": os.sched_getscheduler(0),
            "killer": lines("/proc/self/oom_score_adj"),
            "names": [os.getcwd(), socket.gethostname(), dict(os.environ)],
            "descriptors": len(os.listdir("/proc/self/fd")),
        }

    def visitors(self) -> int:
        """Return how many servers somebody has connected to."""
        ready, _, _ = select.select(self.servers, [], [], 0)
        return len(ready)

    def leaks(self, report: Report) -> list[str]:
        """Return where in a report the secret is, as it is or turned round."""
        answer = report.answer.header + report.answer.blob if report.answer else b""
        parts = {
            "stdout": report.stdout,
            "stderr": report.stderr,
            "detail": report.detail,
            "answer": answer.decode("latin-1"),
        }
        return [name for name, text in parts.items() if self.secret in text or self.secret[::-1] in text]

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """See that the body changes nothing and reaches nobody."""
        before, offset = self.state(), clock_offset()
        yield
        after = self.state()
        assert {name for name in before if before[name] != after[name]} == set(), difference(before, after)
        assert abs(clock_offset() - offset) < 0.5
        assert self.visitors() == 0


def difference(before: State, after: State) -> str:
    """Return what has changed, for a failed test."""
    told = {}
    for name in before:
        one, other = before[name], after[name]
        if isinstance(one, list):
            one, other = [row for row in one if row not in other], [row for row in other if row not in one]
        if before[name] != after[name]:
            told[name] = [one, other]
    return json.dumps(told, default=str)[:4000]


def clock_offset() -> float:
    """Return how far the wall clock is ahead of the one that nobody can set."""
    return time.time() - time.monotonic()


def server(family: int, address: Any) -> socket.socket:
    """Return a socket that listens and that nobody should ever come to."""
    made = socket.socket(family)
    made.bind(address)
    made.listen()
    return made


def watched_files() -> list[Path]:
    """Return files of ours, of the interpreter's and of the system's that a program may wish to change."""
    python = cell_python()
    folders = [Path(source) for source, _ in interpreter.examine(python).mounts]
    libraries = [path for folder in folders for path in folder.glob("lib/python3*")]
    packages = [path for folder in libraries for path in folder.glob("site-packages/torch/__init__.py")]
    wanted = [
        *(PROJECT / "manage.py", PROJECT / "sandbox" / "inside" / "__init__.py", PROJECT / "sandbox" / "inside"),
        *(python, *libraries, *(folder / "site-packages" for folder in libraries), *packages),
        *(Path("/etc/passwd"), Path("/etc/shadow"), Path("/etc/hosts"), Path("/usr/lib")),
    ]
    return [path for path in wanted if path.exists()]


def identity(path: Path) -> tuple[str, int, int, int, int, int]:
    """Return a file's attributes, all but when it was last read and what its links are."""
    found = path.stat()
    return str(path), found.st_ino, found.st_mode, found.st_uid, found.st_size, found.st_mtime_ns


def digest(folder: Path) -> list[tuple[str, str, int, int, str]]:
    """Return every name below `folder` with its kind and mode, owner, time of change and contents."""
    rows = []
    for path in sorted([folder, *folder.rglob("*")]):
        found = path.lstat()
        text = path.read_bytes() if stat.S_ISREG(found.st_mode) else b""
        kind = stat.filemode(found.st_mode)
        rows.append((path.name, kind, found.st_uid, found.st_mtime_ns, hashlib.sha256(text).hexdigest()))
    return rows


def strays() -> Iterator[str]:
    """Yield what belongs to the cells' user where anybody may write. An ordinary user's own files are no strays."""
    for place in ANYBODY_WRITES if os.geteuid() == 0 else ():
        if os.path.isdir(place):
            yield from (entry.path for entry in os.scandir(place) if _owner(entry) == CELL_UID)


def _owner(entry: os.DirEntry[str]) -> int | None:
    """Return whose a file is; None of one that somebody else on this machine has taken away meanwhile."""
    try:
        return entry.stat(follow_symlinks=False).st_uid
    except FileNotFoundError:
        return None


def lines(path: str) -> list[str]:
    """Return the lines of a file of the kernel's, none if this kernel has no such file."""
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def locks(inodes: set[int]) -> list[str]:
    """Return the locks on some files."""
    return [line for line in lines("/proc/locks") if int(line.split(" ")[-3].rpartition(":")[2]) in inodes]


def system_v(kind: str) -> Iterator[str]:
    """Yield the System V objects of the cells' user."""
    header, *rows = lines(f"/proc/sysvipc/{kind}") or [""]
    for row in rows:
        if int(row.split()[header.split().index("uid")]) == CELL_UID:
            yield row
