"""One Jieti per state folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from jieti.operations.instance import AlreadyRunning, Instance


def test_second_instance_is_told_about_the_first(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    first.acquire()
    first.write({"pid": 7, "url": "http://localhost:8000/"})
    with pytest.raises(AlreadyRunning) as refusal:
        Instance(tmp_path).acquire()
    assert refusal.value.note == {"pid": 7, "url": "http://localhost:8000/"}


def test_lock_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, pathlib\nfrom jieti.operations.instance import Instance\n"
        f"i = Instance(pathlib.Path({str(tmp_path)!r})); i.acquire(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    Instance(tmp_path).acquire()
