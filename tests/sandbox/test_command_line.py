"""python -m sandbox: its exit codes and its JSON are relied on from outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.__main__ import size
from tests.sandbox.conftest import PROJECT

pytestmark = pytest.mark.sandbox


def sandbox(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    import os

    return subprocess.run(
        [sys.executable, "-m", "sandbox", *arguments],
        cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True,
    )  # fmt: skip


def program(tmp_path: Path, code: str) -> str:
    (tmp_path / "program.py").write_text(code)
    return str(tmp_path / "program.py")


def test_run_shows_what_the_program_wrote(tmp_path: Path) -> None:
    done = sandbox("run", program(tmp_path, "print('你好')"), "--image", "python")
    assert (done.returncode, done.stdout, done.stderr) == (0, "你好\n", "")


def test_run_says_how_it_ended(tmp_path: Path) -> None:
    done = sandbox("run", program(tmp_path, "while True: pass"), "--image", "python", "--wall", "0.5")
    assert done.returncode == 1
    assert done.stderr.startswith("timeout")


def test_run_as_json(tmp_path: Path) -> None:
    hungry = program(tmp_path, "b = []\nwhile True: b.append(bytearray(1 << 24))")
    done = sandbox("run", hungry, "--image", "python", "--memory", "64M", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["status"], report["limit"]) == (1, "memory", "memory")


def test_run_without_a_file() -> None:
    done = sandbox("run", "/nowhere.py")
    assert (done.returncode, "No such file" in done.stderr) == (2, True)


def test_run_where_no_cell_can_be_made(tmp_path: Path) -> None:
    done = sandbox("run", program(tmp_path, ""), "--image", "python", JIETI_CELL_PYTHON="/nowhere/python")
    assert (done.returncode, "internal" in done.stderr) == (3, True)


def test_doctor_prints_a_table() -> None:
    done = sandbox("doctor")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "This machine is fit to grade."
    assert "NO " not in done.stdout


def test_doctor_as_json() -> None:
    answer = json.loads(sandbox("doctor", "--json").stdout)
    assert answer["fit"] is True
    assert {"limit", "holds", "held_by", "proof", "remedy", "essential"} == set(answer["findings"][0])


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [({"JIETI_BWRAP": "/nowhere"}, "apt-get install bubblewrap"), ({"JIETI_CELL_PYTHON": "/nowhere"}, "make install")],
)
def test_doctor_refuses_and_names_the_remedy(environment: dict[str, str], remedy: str) -> None:
    done = sandbox("doctor", **environment)
    assert done.returncode == 1
    assert "NOT fit" in done.stdout
    assert remedy in done.stdout


@pytest.mark.parametrize(("text", "bytes_"), [("512M", 512 << 20), ("1G", 1 << 30), ("1.5g", 3 << 29), ("4096", 4096)])
def test_sizes(text: str, bytes_: int) -> None:
    assert size(text) == bytes_
