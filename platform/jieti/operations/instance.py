"""One running Jieti per state folder: a lock, and a note of where it answers."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO


class AlreadyRunning(Exception):
    """Somebody holds the lock; `note` says who and where."""

    def __init__(self, note: dict[str, object]) -> None:
        super().__init__(note)
        self.note = note


class Instance:
    """The lock on a state folder. Freed by the kernel when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / "up.lock"
        self.file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock or raise AlreadyRunning with the holder's note."""
        file = open(self.path, "a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            note = file.read()
            file.close()
            raise AlreadyRunning(json.loads(note) if note else {}) from None
        self.file = file
        self.write({"pid": os.getpid()})

    def write(self, note: dict[str, object]) -> None:
        """Leave a note for whoever finds the lock taken."""
        assert self.file is not None
        self.file.seek(0)
        self.file.truncate()
        json.dump(note, self.file)
        self.file.flush()
