"""A backup holds everything, restores to the same rows, and refuses what is no backup."""

import io
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Servers, servers

ROOT = Path(__file__).resolve().parents[3]


def manage(house: Servers, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **house.environment}, capture_output=True, text=True)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Servers]:
    with servers(tmp_path / "var") as own:
        assert manage(own, "migrate", "--verbosity", "0").returncode == 0
        yield own


def add_person(house: Servers, email: str) -> None:
    code = f"from jieti.accounts.models import User; User.objects.create_user({email!r}, 'x')"
    assert manage(house, "shell", "-c", code).returncode == 0


def people(house: Servers) -> list[str]:
    return [email for (email,) in house.query("SELECT email FROM accounts_user ORDER BY email")]


def test_backup_and_restore_bring_back_the_same_state(house: Servers, tmp_path: Path) -> None:
    add_person(house, "ada@example.org")
    secret = (house.var / "secrets" / "django").read_text()
    archive = tmp_path / "backup.tar.gz"
    assert manage(house, "backup", str(archive)).returncode == 0
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = house.tables()
    add_person(house, "later@example.org")
    (house.var / "secrets" / "django").write_text("changed")

    result = manage(house, "restore", str(archive))

    assert result.returncode == 0, result.stderr
    assert people(house) == ["ada@example.org"]
    assert house.tables() == before
    assert (house.var / "secrets" / "django").read_text() == secret
    (kept,) = house.var.glob("before-restore-*")
    assert (kept / database_file(house)).exists()


def database_file(house: Servers) -> str:
    return "jieti.pgdump" if house.server else "jieti.sqlite3"


def test_backup_never_writes_over_a_file(house: Servers, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_text("mine")
    result = manage(house, "backup", str(archive))
    assert result.returncode == 1 and "exists already" in result.stderr
    assert archive.read_text() == "mine"


@pytest.mark.parametrize("content", ["no archive", "empty archive", "broken database"])
def test_restore_refuses_what_is_no_backup_and_touches_nothing(house: Servers, tmp_path: Path, content: str) -> None:
    add_person(house, "ada@example.org")
    archive = tmp_path / "backup.tar.gz"
    if content == "no archive":
        archive.write_text("hello")
    else:
        with tarfile.open(archive, "w:gz") as file:
            if content == "broken database":
                garbage = tarfile.TarInfo(database_file(house))
                garbage.size = 4096
                file.addfile(garbage, io.BytesIO(b"x" * 4096))
                file.add(house.var / "secrets", "secrets")
    result = manage(house, "restore", str(archive))
    assert result.returncode == 1, result.stdout
    assert people(house) == ["ada@example.org"]


def test_restore_takes_out_only_what_backup_puts_in(house: Servers, tmp_path: Path) -> None:
    original, archive = tmp_path / "original.tar.gz", tmp_path / "backup.tar.gz"
    assert manage(house, "backup", str(original)).returncode == 0
    with tarfile.open(original) as source, tarfile.open(archive, "w:gz") as file:
        for member in source:
            file.addfile(member, source.extractfile(member))
        for name in ("../evil", f"{tmp_path}/evil", "secrets/../../evil", "other/evil", "evil"):
            member = tarfile.TarInfo(name)
            member.size = 4
            file.addfile(member, io.BytesIO(b"evil"))
        link = tarfile.TarInfo("secrets/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)
    result = manage(house, "restore", str(archive))
    assert result.returncode == 0, result.stderr
    assert not [path for path in tmp_path.rglob("*") if path.name in ("evil", "link")]
    assert [path.name for path in (house.var / "secrets").iterdir()] == ["django"]
