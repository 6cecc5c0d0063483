"""The interpreter may be an environment on top of the system's Python, as Debian's `python3 -m venv` makes one."""

import subprocess
from pathlib import Path

import pytest

from sandbox.contract import Job, Status
from sandbox.host import Host

SYSTEM_PYTHON = Path("/usr/bin/python3")  # a link to python3.x, which a cell has to follow

pytestmark = pytest.mark.sandbox


def test_runs_in_an_environment_of_the_systems_python(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", environment], check=True)
    with Host(environment / "bin" / "python") as host:
        report = host.run(Job("script", {"main.py": b"import sys; print(sys.prefix)"}, image="python"))
    assert (report.status, report.stdout) == (Status.OK, "/venv\n"), report
