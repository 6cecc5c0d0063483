"""/settings/: name, language, time zone, tokens."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from jieti.accounts.models import User
from jieti.api.models import Token

URL = "/settings/"
GOOD = {"name": "Ada L.", "language": "zh-hans", "time_zone": "Asia/Tokyo"}

pytestmark = pytest.mark.django_db


def test_works(ada_client: Client, ada: User) -> None:
    response = ada_client.post(URL, GOOD, follow=True)
    ada.refresh_from_db()
    assert (ada.name, ada.language, ada.time_zone) == ("Ada L.", "zh-hans", "Asia/Tokyo")
    assert "已保存" in response.content.decode()


def test_anonymous_signs_in_first(client: Client) -> None:
    for url in (URL, "/settings/tokens/"):
        assert client.post(url)["Location"].startswith("/accounts/login/")


def test_wrong_method(ada_client: Client) -> None:
    assert ada_client.delete(URL).status_code == 405
    assert ada_client.get("/settings/tokens/").status_code == 405


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../../etc/passwd", "Asia", "localtime", "{{7*7}}"])
def test_a_zone_that_does_not_exist(ada_client: Client, ada: User, zone: str) -> None:
    response = ada_client.post(URL, GOOD | {"time_zone": zone, "language": "en"})
    assert "There is no time zone" in response.content.decode()
    ada.refresh_from_db()
    assert ada.time_zone == "Asia/Shanghai"


def test_the_error_is_said_in_the_persons_language(ada_client: Client, ada: User) -> None:
    User.objects.update(language="zh-hans")
    assert "没有叫" in ada_client.post(URL, GOOD | {"time_zone": "Nowhere"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"), [("asia/shanghai", "Asia/Shanghai"), (" America/New York ", "America/New_York")]
)
def test_a_zone_typed_by_hand(ada_client: Client, ada: User, typed: str, kept: str) -> None:
    ada_client.post(URL, GOOD | {"time_zone": typed})
    ada.refresh_from_db()
    assert ada.time_zone == kept


def test_a_zone_the_server_forgot_does_not_break_pages(ada_client: Client) -> None:
    User.objects.update(time_zone="Gone/Away")
    assert ada_client.get(URL).status_code == 200


def test_role_and_address_cannot_be_slipped_in(ada_client: Client, ada: User) -> None:
    ada_client.post(URL, GOOD | {"role": "admin", "email": "x@example.org", "is_superuser": "on"})
    ada.refresh_from_db()
    assert (ada.role, ada.email, ada.is_superuser) == ("learner", "ada@example.org", False)


def test_names_are_escaped(ada_client: Client) -> None:
    ada_client.post(URL, GOOD | {"name": "<img src=x onerror=alert(1)>"})
    assert "<img src=x" not in ada_client.get(URL).content.decode()


def shown_token(response: Any) -> str:
    found = re.search(r'value="(jieti_[\w-]+)"', response.content.decode())
    assert found
    return found[1]


def test_a_token_is_shown_once(ada_client: Client, ada: User) -> None:
    response = ada_client.post("/settings/tokens/", {"name": "laptop"})
    assert "no-store" in response["Cache-Control"]
    found = Token.objects.find(shown_token(response))
    assert found and (found.owner, found.name) == (ada, "laptop")
    again = ada_client.get(URL).content.decode()
    assert "laptop" in again and "jieti_" not in again


def test_a_token_needs_a_name(ada_client: Client) -> None:
    assert ada_client.post("/settings/tokens/", {"name": " "}).status_code == 200
    assert not Token.objects.exists()


def test_tokens_are_bounded(ada_client: Client, ada: User) -> None:
    for number in range(20):
        Token.objects.issue(ada, str(number))
    assert "You have 20 tokens" in ada_client.post("/settings/tokens/", {"name": "one more"}).content.decode()
    assert Token.objects.count() == 20


def test_delete_a_token(ada_client: Client, ada: User) -> None:
    token, plain = Token.objects.issue(ada, "old")
    assert ada_client.post(f"/settings/tokens/{token.pk}/delete/").status_code == 302
    assert Token.objects.find(plain) is None


def test_somebody_elses_token_is_not_there(ada_client: Client, bo: User) -> None:
    token, _plain = Token.objects.issue(bo, "his")
    assert ada_client.post(f"/settings/tokens/{token.pk}/delete/").status_code == 404
    assert ada_client.get(f"/settings/tokens/{token.pk}/delete/").status_code == 405
    assert Token.objects.filter(pk=token.pk).exists()


def test_times_are_in_the_persons_zone(make_person: Callable[..., User]) -> None:
    there = make_person("far", time_zone="Pacific/Kiritimati")
    client = Client()
    client.force_login(there)
    now = client.get(URL).context["now"]
    assert isinstance(now, datetime)
    assert re.search(r"There it is now \d\d:\d\d", client.get(URL).content.decode())
