"""Secrets come from the environment or from files; what is of no use is refused, and never quoted."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from jieti.settings.environment import given, server
from tests.jieti.settings.test_https import python

SECRET = "hunter2/never@shown"
NAMES = ("JIETI_SECRET_KEY", "DATABASE_URL", "DATABASE_PASSWORD", "REDIS_URL", "REDIS_PASSWORD")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n")
    return path


def refusal(name: str) -> str:
    with pytest.raises(ImproperlyConfigured) as caught:
        given(name)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_a_value_or_a_file_or_neither(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    assert given("JIETI_SECRET_KEY") == ""
    monkeypatch.setenv("JIETI_SECRET_KEY_FILE", str(file))
    assert given("JIETI_SECRET_KEY") == SECRET
    monkeypatch.setenv("JIETI_SECRET_KEY_FILE", "")
    monkeypatch.setenv("JIETI_SECRET_KEY", "value")
    assert given("JIETI_SECRET_KEY") == "value"


def test_both_are_refused(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("JIETI_SECRET_KEY", SECRET)
    monkeypatch.setenv("JIETI_SECRET_KEY_FILE", str(file))
    assert "are both set" in refusal("JIETI_SECRET_KEY")


def test_a_file_that_is_missing_empty_or_no_text_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    for content, why in ((None, "No such file"), (b" \n", "is empty"), (b"\xff\xfe", "it is no text")):
        path = tmp_path / "other"
        if content is not None:
            path.write_bytes(content)
        monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(path))
        assert why in refusal("DATABASE_PASSWORD")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path))
    assert f"DATABASE_PASSWORD_FILE names {tmp_path}, which cannot be read" in refusal("DATABASE_PASSWORD")


def test_a_password_of_its_own_is_escaped_into_the_url(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ada@database:5432/school?sslmode=require")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(file))
    assert server("DATABASE") == "postgres://ada:hunter2%2Fnever%40shown@database:5432/school?sslmode=require"
    monkeypatch.setenv("REDIS_URL", "redis://redis:6379/0")
    assert server("REDIS") == "redis://redis:6379/0"
    monkeypatch.setenv("REDIS_PASSWORD", "x:y")
    assert server("REDIS") == "redis://:x%3Ay@redis:6379/0"


@pytest.mark.parametrize(
    ("url", "words"),
    [("", "nobody knows whose"), ("redis://:a@h/0", "both give a password"), ("redis://[h/0", "REDIS_URL is no URL")],
)
def test_a_password_that_belongs_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch, url: str, words: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    monkeypatch.setenv("REDIS_PASSWORD", SECRET)
    with pytest.raises(ImproperlyConfigured, match=words) as caught:
        server("REDIS")
    assert SECRET not in str(caught.value)


def test_the_settings_follow(tmp_path: Path, file: Path) -> None:
    print_them = (
        "from jieti.settings import base; "
        "print(base.SECRET_KEY, base.DATABASES['default']['PASSWORD'], base.CELERY_BROKER_URL, base.STATIC_ROOT)"
    )
    names = ("JIETI_SECRET_KEY_FILE", "DATABASE_PASSWORD_FILE", "REDIS_PASSWORD_FILE")
    others = {"DATABASE_URL": "postgres://a@h/d", "REDIS_URL": "redis://h/0", "JIETI_STATIC": "/static"}
    said = python(tmp_path, "-c", print_them, **dict.fromkeys(names, str(file)), **others)
    quoted = "hunter2%2Fnever%40shown"
    assert said.stdout.split() == [SECRET, SECRET, f"redis://:{quoted}@h/0", "/static"], said.stderr


@pytest.mark.parametrize("arguments", [("ready",), ("up",), ("serve", "web"), ("migrate",)])
def test_a_command_refuses_in_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = python(tmp_path, "manage.py", *arguments, JIETI_SECRET_KEY_FILE=str(tmp_path / "none"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert f"JIETI_SECRET_KEY_FILE names {tmp_path}/none" in done.stderr
    assert f"uid {os.getuid()}" in done.stderr
