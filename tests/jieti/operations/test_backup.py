"""A backup holds everything, restores to the same rows, and refuses what is no backup."""

import io
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def manage(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = {"JIETI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "jieti.settings.base", "LC_ALL": "C.UTF-8"}
    environment = {**os.environ, **ours}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    assert manage(folder, "migrate", "--verbosity", "0").returncode == 0
    return folder


def add_person(var: Path, email: str) -> None:
    code = f"from jieti.accounts.models import User; User.objects.create_user({email!r}, 'x')"
    assert manage(var, "shell", "-c", code).returncode == 0


def people(var: Path) -> list[str]:
    with closing(sqlite3.connect(var / "jieti.sqlite3")) as database:
        return [email for (email,) in database.execute("SELECT email FROM accounts_user ORDER BY email")]


def test_backup_and_restore_bring_back_the_same_state(var: Path, tmp_path: Path) -> None:
    add_person(var, "ada@example.org")
    secret = (var / "secrets" / "django").read_text()
    archive = tmp_path / "backup.tar.gz"
    assert manage(var, "backup", str(archive)).returncode == 0
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    add_person(var, "later@example.org")
    (var / "secrets" / "django").write_text("changed")

    result = manage(var, "restore", str(archive))

    assert result.returncode == 0, result.stderr
    assert people(var) == ["ada@example.org"]
    assert (var / "secrets" / "django").read_text() == secret
    (kept,) = var.glob("before-restore-*")
    assert (kept / "jieti.sqlite3").exists()


def test_backup_never_writes_over_a_file(var: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_text("mine")
    result = manage(var, "backup", str(archive))
    assert result.returncode == 1 and "exists already" in result.stderr
    assert archive.read_text() == "mine"


@pytest.mark.parametrize("content", ["no archive", "empty archive", "broken database"])
def test_restore_refuses_what_is_no_backup_and_touches_nothing(var: Path, tmp_path: Path, content: str) -> None:
    add_person(var, "ada@example.org")
    archive = tmp_path / "backup.tar.gz"
    if content == "no archive":
        archive.write_text("hello")
    else:
        with tarfile.open(archive, "w:gz") as file:
            if content == "broken database":
                garbage = tarfile.TarInfo("jieti.sqlite3")
                garbage.size = 4096
                file.addfile(garbage, io.BytesIO(b"x" * 4096))
                file.add(var / "secrets", "secrets")
    result = manage(var, "restore", str(archive))
    assert result.returncode == 1, result.stdout
    assert people(var) == ["ada@example.org"]
