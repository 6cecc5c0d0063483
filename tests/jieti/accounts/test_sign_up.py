"""Sign-up: e-mail and password; language and time zone come from the browser."""

from typing import Any

import pytest
from django.test import Client

from jieti.accounts.models import Role, User

URL = "/accounts/signup/"
GOOD = {"email": "Ada@Example.org", "password1": "a-long-enough-password", "name": "Ada", "time_zone": "Europe/London"}

pytestmark = pytest.mark.django_db


def sign_up(client: Client, language: str = "en", **changes: str) -> Any:
    return client.post(URL, GOOD | changes, headers={"accept-language": language}, follow=True)


def test_the_form_is_shown_in_both_languages(client: Client) -> None:
    assert "Make your account" in client.get(URL, headers={"accept-language": "en"}).content.decode()
    assert "创建账号" in client.get(URL, headers={"accept-language": "zh-CN,zh;q=0.9"}).content.decode()


def test_a_learner_is_made_and_signed_in(client: Client) -> None:
    response = sign_up(client)
    ada = User.objects.get()
    assert (ada.email, ada.name, ada.role) == ("ada@example.org", "Ada", Role.LEARNER)
    assert (ada.language, ada.time_zone) == ("en", "Europe/London")
    assert response.wsgi_request.user == ada


def test_the_language_is_the_browsers(client: Client) -> None:
    sign_up(client, "zh-CN,zh;q=0.9,en;q=0.8")
    assert User.objects.get().language == "zh-hans"


def test_the_language_chosen_on_the_page_wins(client: Client) -> None:
    client.post("/language/", {"language": "en"})
    sign_up(client, "zh-CN")
    assert User.objects.get().language == "en"


@pytest.mark.parametrize(("language", "zone"), [("zh-CN", "Asia/Shanghai"), ("en", "UTC")])
def test_without_javascript_the_zone_is_guessed(client: Client, language: str, zone: str) -> None:
    sign_up(client, language, time_zone="")
    assert User.objects.get().time_zone == zone


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "\x00", "x" * 5000, "<script>"])
def test_a_zone_that_does_not_exist_is_replaced_and_said(client: Client, zone: str) -> None:
    response = sign_up(client, time_zone=zone)
    if User.objects.exists():
        assert User.objects.get().time_zone == "UTC"
        assert "is not known here" in response.content.decode()
    else:
        assert response.status_code == 200  # the form refuses NUL by itself
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_a_taken_address_is_said_and_nothing_is_made(client: Client, ada: User) -> None:
    response = sign_up(client, "zh-CN")
    assert "已经注册过" in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    assert sign_up(client, password1=password).status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "nobody", "a@", "x" * 300 + "@example.org"])
def test_a_bad_address_is_refused(client: Client, email: str) -> None:
    assert sign_up(client, email=email).status_code == 200
    assert not User.objects.exists()


def test_nobody_makes_themselves_an_administrator(client: Client) -> None:
    sign_up(client, role="admin", is_superuser="1", is_staff="1")
    ada = User.objects.get()
    assert (ada.role, ada.is_superuser) == (Role.LEARNER, False)
