"""Cells work, and hold, for an ordinary user as they do for root, with control groups and without."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import bwrap, cgroup, doctor
from sandbox.contract import Job, Limits, Report, Status
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import PROJECT, script
from tests.sandbox.test_memory import SOCKETS

pytestmark = pytest.mark.sandbox
SOMEBODY = 12345
PYTHONS = [os.path.realpath(sys.executable), "/usr/local/bin/python3", "/usr/bin/python3"]
NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))"


@pytest.fixture
def copy() -> Iterator[Path]:
    """The package and a bwrap where everybody can read them: the project itself may lie where only its owner goes."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(PROJECT / "sandbox", folder / "sandbox", ignore=shutil.ignore_patterns("__pycache__"))
    if not shutil.which("bwrap"):
        shutil.copy(bwrap.find().path, folder / "bwrap")
    yield folder
    shutil.rmtree(folder)


def as_somebody(*command: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    nobody = {"user": SOMEBODY, "group": SOMEBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(command, capture_output=True, text=True, **nobody, **options)


@pytest.fixture(scope="module")
def python() -> str:
    """A Python that an ordinary user may run: ours may lie where only root goes."""
    for path in PYTHONS:
        with contextlib.suppress(OSError):
            if as_somebody(path, "-c", NEW_ENOUGH, cwd="/").returncode == 0:
                return path
    pytest.skip("no Python 3.11 here that an ordinary user may run")


def sandbox(folder: Path, python: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"JIETI_CELL_PYTHON": python, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    if (folder / "bwrap").exists():
        environment["JIETI_BWRAP"] = str(folder / "bwrap")
    return as_somebody(python, "-m", "sandbox", *arguments, cwd=folder, env=environment)


def test_an_ordinary_user_is_fit(copy: Path, python: str) -> None:
    done = sandbox(copy, python, "doctor", "--json")
    answer = json.loads(done.stdout)
    assert [one for one in answer["findings"] if one["essential"] and not one["holds"]] == []
    assert (done.returncode, answer["fit"]) == (0, True)


def test_an_ordinary_user_runs_a_program(copy: Path, python: str) -> None:
    (copy / "hello.py").write_text("import os\nprint('hello', os.getuid())")
    done = sandbox(copy, python, "run", "hello.py", "--image", "python")
    assert (done.returncode, done.stdout) == (0, "hello 1000\n"), done.stderr


@pytest.fixture(scope="module")
def watching_host() -> Iterator[Host]:
    """A host that may make no control group: its wardens sample."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cgroup, "find", cgroup.NoCgroups)
        with Host(cell_python()) as host:
            yield host


def test_every_limit_holds_without_control_groups(watching_host: Host) -> None:
    findings = doctor.examine(watching_host)
    assert [one for one in findings if one.essential and not one.holds] == []
    assert not next(one for one in findings if one.limit == "control groups").holds


def hold(watching_host: Host, code: str) -> Report:
    limits = Limits(wall_s=5, cpu_s=5, memory=256 << 20)
    return watching_host.run(Job("script", {"main.py": code.encode()}, image="python", limits=limits))


def test_shared_pages_count_once_without_control_groups(watching_host: Host) -> None:
    code = """
import os, time
held = bytearray(150 << 20)
for _ in range(3):
    if os.fork() == 0: time.sleep(9)
time.sleep(0.5)
print('ok')
"""
    report = hold(watching_host, code)
    assert (report.status, report.stdout) == (Status.OK, "ok\n"), report


@pytest.mark.parametrize(
    "taking",
    [
        "held = [bytearray(1 << 24) for _ in range(30)]",
        "import mmap\nheld = mmap.mmap(-1, 400 << 20)\nfor place in range(0, len(held), 4096): held[place] = 1",
        "import mmap\nheld = mmap.mmap(-1, 8 << 30)",
    ],
)
def test_cannot_take_memory_without_control_groups(watching_host: Host, taking: str) -> None:
    report = hold(watching_host, f"import time\n{taking}\ntime.sleep(2)")
    assert report.status in (Status.MEMORY, Status.ERROR), report
    assert report.status is Status.MEMORY or "Cannot allocate memory" in report.stderr


def test_peak_is_seen_without_control_groups(watching_host: Host) -> None:
    report = hold(watching_host, "import time\nheld = bytearray(96 << 20)\ntime.sleep(0.2)")
    assert 80 < report.peak_mb < 130


def test_a_good_job_passes_without_control_groups(watching_host: Host) -> None:
    assert watching_host.run(script("print(1)")).stdout == "1\n"


HIDING = "import ctypes\nctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n"
CHILDREN = """
import subprocess, sys, time
code = 'import time; held = bytearray(b"x" * (48 << 20)); time.sleep(9)'
held = [subprocess.Popen([sys.executable, '-I', '-S', '-c', code]) for _ in range(12)]
time.sleep(9)
"""


@pytest.mark.parametrize("hoard", [HIDING + "held = bytearray(b'x' * (400 << 20))", CHILDREN, SOCKETS])
def test_cannot_hide_memory_where_there_are_no_control_groups(watching_host: Host, hoard: str) -> None:
    report = watching_host.run(script(hoard + "\nimport time\ntime.sleep(5)", "torch", wall_s=4, memory=192 << 20))
    assert (report.status, report.limit) == (Status.MEMORY, "memory"), report


def test_cannot_hide_cpu_time_where_there_are_no_control_groups(watching_host: Host) -> None:
    report = watching_host.run(script(HIDING + "while True: pass", cpu_s=0.4))
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")
    assert report.cpu_ms < 2000


@pytest.mark.parametrize("then", ["os._exit(0)", "time.sleep(9)"])
def test_cannot_hide_cpu_time_in_orphans_where_there_are_no_control_groups(watching_host: Host, then: str) -> None:
    """Each uses less than the kernel's clock ticks tell; some of them are dead at the end, or all live."""
    code = f"""
import os, time
done, say = os.pipe()
for _ in range(40):
    if os.fork() == 0:
        if os.fork() == 0:
            while time.process_time() < 0.008: pass
            os.write(say, b'x')
            {then}
        os._exit(0)
    os.wait()
for _ in range(40): os.read(done, 1)
"""
    report = watching_host.run(script(code, processes=64))
    assert (report.status, report.cpu_ms > 40 * 8) == (Status.OK, True), report
