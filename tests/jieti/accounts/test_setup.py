"""The one-time link of the first visit."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jieti.accounts import setup
from jieti.accounts.models import Role, User

GOOD = {
    "email": "Root@Example.org",
    "name": "Root",
    "password1": "a-long-enough-password",
    "password2": "a-long-enough-password",
    "time_zone": "Asia/Tokyo",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def token_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup, "FILE", tmp_path / "var" / "setup-token")
    return setup.FILE


@pytest.fixture
def link() -> str:
    return setup.setup_link("http://testserver/").removeprefix("http://testserver")


def test_works(client: Client, link: str) -> None:
    assert client.get(link).status_code == 200
    response = client.post(link, GOOD)
    assert response.status_code == 302
    root = User.objects.get()
    assert (root.email, root.role, root.time_zone) == ("root@example.org", Role.ADMIN, "Asia/Tokyo")
    assert root.check_password(GOOD["password1"])
    assert client.session["_auth_user_id"] == str(root.pk)


def test_works_once(client: Client, link: str) -> None:
    client.post(link, GOOD)
    for answer in (Client().get(link), Client().post(link, GOOD | {"email": "second@example.org"})):
        assert answer.status_code == 404
        assert "setup_link" in answer.content.decode()
    assert User.objects.count() == 1


def test_is_worthless_once_there_is_an_administrator(client: Client, link: str, root: User) -> None:
    assert client.post(link, GOOD).status_code == 404


def test_a_newer_link_replaces_it(client: Client, link: str) -> None:
    newer = setup.setup_link("http://testserver").removeprefix("http://testserver")
    assert client.get(link).status_code == 404
    assert client.get(newer).status_code == 200


@pytest.mark.parametrize("token", ["x", "None", "%00", "é", "a" * 5000])
def test_a_guess_is_worthless(client: Client, token: str) -> None:
    assert client.get(f"/setup/{token}/").status_code == 404, "no link was made at all"
    setup.setup_link("http://testserver")
    assert client.get(f"/setup/{token}/").status_code == 404


def test_wrong_method(client: Client, link: str) -> None:
    assert client.put(link).status_code == 405


@pytest.mark.parametrize(
    "change", [{"password2": "different-password"}, {"password1": "1", "password2": "1"}, {"email": "nobody"}]
)
def test_a_bad_form_makes_nobody(client: Client, link: str, change: dict[str, str]) -> None:
    assert client.post(link, GOOD | change).status_code == 200
    assert not User.objects.exists()
    assert client.post(link, GOOD).status_code == 302, "the link still works"


def test_a_zone_that_does_not_exist_is_replaced(client: Client, link: str) -> None:
    client.post(link, GOOD | {"time_zone": "Mars/Olympus"}, headers={"accept-language": "en"})
    assert User.objects.get().time_zone == "UTC"


def test_only_a_digest_lies_on_disk_and_only_we_read_it(link: str, token_file: Path) -> None:
    assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
    assert token_file.read_text() not in link
    assert link.strip("/").split("/")[-1] not in token_file.read_text()


def test_no_link_where_somebody_is_in_charge(root: User) -> None:
    assert setup.setup_link("http://testserver") == ""
    with pytest.raises(CommandError):
        call_command("setup_link")


def test_the_command_prints_it(client: Client) -> None:
    output = StringIO()
    call_command("setup_link", "--base-url", "http://school.example:8000/", stdout=output)
    assert output.getvalue().startswith("http://school.example:8000/setup/")
    assert client.get(output.getvalue().strip().removeprefix("http://school.example:8000")).status_code == 200
