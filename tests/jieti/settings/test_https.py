"""Behind TLS: on by one setting, strict where it is on, out of the way on a laptop."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.settings import https
from tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[3]
ON = {"JIETI_ORIGINS": "https://school.example", "JIETI_HOSTS": "school.example"}
LOGIN = "/accounts/login/"
NAMES = [
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT"),
    *("SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"),
]
PRINT = (
    f"import json; from jieti.settings import base; print(json.dumps({{n: getattr(base, n, None) for n in {NAMES}}}))"
)


def python(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = {name: value for name, value in os.environ.items() if not name.startswith("JIETI_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**names, "JIETI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "jieti.settings.base", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


def derived(var: Path, **environment: str) -> dict[str, Any]:
    """The settings that such an environment leads to."""
    done = python(var, "-c", PRINT, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def served(settings: Settings, found: dict[str, Any]) -> Client:
    """A browser in front of a house with these settings."""
    for name, value in found.items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" and value else value)
    return Client()


@pytest.mark.parametrize("environment", [ON, {**ON, "JIETI_PROXIES": "1"}])
def test_djangos_own_check_is_content(var: Path, environment: dict[str, str]) -> None:
    done = python(var, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert done.returncode == 0, done.stderr
    assert "no issues (2 silenced)" in done.stdout + done.stderr


def test_djangos_own_check_would_complain(var: Path) -> None:
    """So the silence above means something: over plain http it names what is not safe there."""
    done = python(var, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    found = done.stdout + done.stderr
    assert all(f"security.{number}" in found for number in ("W004", "W008", "W012", "W016"))


@pytest.mark.django_db
def test_on_a_laptop_plain_http_works(var: Path, settings: Settings, ada: User) -> None:
    client = served(settings, derived(var))
    answer = client.post(LOGIN, {"login": ada.email, "password": PASSWORD})
    assert answer.status_code == 302 and answer["Location"].startswith("/")
    assert "Strict-Transport-Security" not in answer
    assert not client.cookies["sessionid"]["secure"]


@pytest.mark.django_db
def test_behind_tls_cookies_stay_there(var: Path, settings: Settings, ada: User) -> None:
    client = served(settings, derived(var, **ON))
    answer = client.post(LOGIN, {"login": ada.email, "password": PASSWORD}, secure=True)
    assert answer.status_code == 302
    assert answer["Strict-Transport-Security"] == f"max-age={https.HSTS_SECONDS}"
    assert client.cookies["sessionid"]["secure"] and client.cookies["sessionid"]["httponly"]
    client.get("/settings/", secure=True)
    assert client.cookies["csrftoken"]["secure"]


@pytest.mark.django_db
def test_behind_tls_plain_http_leads_there_except_for_probes(var: Path, settings: Settings) -> None:
    client = served(settings, derived(var, **ON))
    answer = client.get("/today/?week=2")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/today/?week=2")
    for probe in ("/healthz", "/healthz/"):
        assert client.get(probe).status_code == 200
    for probe in ("/readyz", "/readyz/"):
        assert client.get(probe).status_code in (200, 503), "its own answer, whatever that is just now"
    for other in ("/healthz/x", "/readyzz"):
        assert client.get(other).status_code == 301


@pytest.mark.django_db
def test_a_proxy_is_believed_only_where_a_setting_says_that_it_is_ours(var: Path, settings: Settings) -> None:
    said = {"X-Forwarded-Proto": "https"}
    assert served(settings, derived(var, **ON)).get(LOGIN, headers=said).status_code == 301
    assert served(settings, derived(var, **ON, JIETI_PROXIES="1")).get(LOGIN, headers=said).status_code == 200


@pytest.mark.parametrize(
    ("said", "origins", "on"),
    [
        ("", [], False),
        ("", ["http://school.lan"], False),
        ("", ["http://school.lan", "https://school.example"], True),
        ("1", [], True),
        ("0", ["https://school.example"], False),
    ],
)
def test_one_setting_turns_it_on(said: str, origins: list[str], on: bool) -> None:
    assert https.wanted(said, origins) is on


@pytest.mark.parametrize("said", ["yes", "true", "2"])
def test_a_setting_that_says_neither_is_refused(said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="JIETI_HTTPS must be"):
        https.wanted(said, [])


@pytest.mark.parametrize("said", ["", "yes", "-1", "²"])
def test_a_number_of_proxies_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="JIETI_PROXIES must be"):
        https.proxies(said)
