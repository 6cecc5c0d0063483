"""What is missing is said before anything starts, with what to do about it and never with a password."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis

from tests.servers import Servers, servers

ROOT = Path(__file__).resolve().parents[3]
SECRET = "hunter2-never-shown"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Servers]:
    with servers(tmp_path / "var") as own:
        yield own


def manage(
    house: Servers, *arguments: str, before: Callable[[], None] | None = None, **changed: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **house.environment, **changed},
        capture_output=True,
        text=True,
        preexec_fn=before,
        timeout=120,
    )


def refusal(house: Servers, *arguments: str, **options: object) -> str:
    """Run a command that must refuse, in a few plain lines."""
    done = manage(house, *arguments, **options)  # type: ignore[arg-type]  # passed on
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr
    return done.stderr


@pytest.mark.parametrize("command", ["ready", "up"])
def test_a_database_that_does_not_answer(house: Servers, command: str) -> None:
    said = refusal(house, command, DATABASE_URL=f"postgres://ada:{SECRET}@127.0.0.1:1/school")
    assert "school at 127.0.0.1:1 as ada" in said and "Check DATABASE_URL" in said


@pytest.mark.parametrize("url", ["mysql://a:{}@h/d", "postgres://a:{}@h:port/d", "{}", "postgres://a:{}@h/"])
@pytest.mark.parametrize("command", ["ready", "up"])
def test_a_database_url_that_is_none(house: Servers, command: str, url: str) -> None:
    assert "DATABASE_URL must look like postgres://" in refusal(house, command, DATABASE_URL=url.format(SECRET))


def test_missing_migrations(house: Servers) -> None:
    assert "Run `manage.py migrate` first" in refusal(house, "ready")
    assert manage(house, "migrate", "-v", "0").returncode == 0
    assert "migrate" not in manage(house, "ready").stderr


@pytest.mark.parametrize("command", ["ready", "up"])
def test_a_broker_that_does_not_answer(house: Servers, command: str) -> None:
    said = refusal(house, command, REDIS_URL=f"redis://:{SECRET}@127.0.0.1:1/0")
    assert "Redis at 127.0.0.1:1" in said and "Check REDIS_URL" in said


def test_a_disk_without_room(house: Servers) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    assert "Make room" in refusal(house, "ready", before=little)


def test_a_state_folder_that_is_a_file(house: Servers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert "cannot be written to" in refusal(house, "ready", JIETI_VAR=str(tmp_path / "file"), JIETI_SECRET_KEY="x")


@pytest.mark.servers
def test_a_wrong_password_and_an_unknown_database(house: Servers) -> None:
    parts = urlsplit(house.server)
    wrong = urlunsplit(parts._replace(netloc=f"jieti:{SECRET}@{parts.hostname}:{parts.port}"))
    assert "password authentication failed" in refusal(house, "ready", DATABASE_URL=wrong)
    assert "does not exist" in refusal(house, "ready", DATABASE_URL=urlunsplit(parts._replace(path="/nowhere")))


@pytest.mark.servers
def test_a_broker_without_permission(house: Servers) -> None:
    parts = urlsplit(house.environment["REDIS_URL"])
    with redis.Redis.from_url(house.environment["REDIS_URL"]) as client:
        client.acl_setuser("weak", enabled=True, passwords=[f"+{SECRET}"], keys=["none:*"], categories=["+@read"])
        try:
            weak = urlunsplit(parts._replace(netloc=f"weak:{SECRET}@{parts.hostname}:{parts.port}"))
            assert "may read and write all keys" in refusal(house, "ready", REDIS_URL=weak)
        finally:
            client.acl_deluser("weak")


@pytest.mark.servers
def test_all_is_there(house: Servers) -> None:
    assert manage(house, "migrate", "-v", "0").returncode == 0
    done = manage(house, "ready")
    assert (done.returncode, done.stderr) == (0, "")
