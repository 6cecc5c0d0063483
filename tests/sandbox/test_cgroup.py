"""Both versions of control groups, on folders that only look like them; the real ones are used by the other tests."""

import os
from pathlib import Path

import pytest

from sandbox import cgroup
from sandbox.contract import Limits
from sandbox.inside.meter import CgroupMeter


@pytest.fixture
def version2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cgroup.controllers").write_text("cpu io memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("")
    (tmp_path / "cgroup.procs").write_text("17\n18\n")
    monkeypatch.setenv("JIETI_CGROUP", str(tmp_path))
    return tmp_path


def test_a_delegated_folder_is_taken(version2: Path) -> None:
    found = cgroup.find()
    assert found.name == "cgroup v2"
    assert (version2 / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert (version2 / "host" / "cgroup.procs").read_text() == "18"  # a real one takes one pid a write
    assert [path.name for path in version2.glob("jieti-*")] == [f"jieti-{os.getpid()}-0"]


def test_a_folder_without_controllers_is_not(version2: Path) -> None:
    (version2 / "cgroup.controllers").write_text("cpu\n")
    assert cgroup.find().name != "cgroup v2"


def test_folders_of_the_dead_are_swept(version2: Path) -> None:
    old = version2 / "jieti-999999999-0" / "3"
    old.mkdir(parents=True)
    cgroup.find()
    assert not old.parent.exists()


def test_limits_of_version_2() -> None:
    settings = cgroup.Version2(Path("x")).settings(Limits(memory=1 << 30, processes=10))
    assert settings == {"0/memory.max": (1 << 30) + cgroup.OVERHEAD, "0/memory.swap.max": 0, "0/pids.max": 10}


def meter(tmp_path: Path, files: dict[str, str]) -> CgroupMeter:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return CgroupMeter({name: os.open(tmp_path / name, os.O_RDONLY) for name in files})


def test_reads_version_2(tmp_path: Path) -> None:
    files = {
        "cpu.stat": "usage_usec 90000000\nuser_usec 1\n",
        "memory": "4096\n",
        "oom": "low 0\noom 1\noom_kill 2\n",
        "pids.events": "max 3\n",
    }
    made = meter(tmp_path, files)
    assert 0 < made.cpu() <= 90
    assert (made.memory(), made.peak(), made.killed(), made.crowded(5)) == (4096, 4096, True, True)


def test_reads_version_1(tmp_path: Path) -> None:
    files = {
        "cpuacct.usage": "90000000000\n",
        "memory": "4096\n",
        "peak": "8192\n",
        "oom": "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n",
        "pids.events": "max 0\n",
    }
    made = meter(tmp_path, files)
    assert 0 < made.cpu() <= 90
    assert (made.memory(), made.peak(), made.killed(), made.crowded(5)) == (4096, 8192, False, False)
