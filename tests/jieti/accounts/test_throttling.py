"""Guessing is slowed down: for each address that it comes from, and for each account that it is about."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.lib import cache as shared
from jieti.settings.caches import caches
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PER_ADDRESS, FAILED_PER_ADDRESS, FAILED_PER_ACCOUNT = 60, 20, 5
PAUSES = {"en": "A short pause", "zh-CN": "先歇一会儿"}


def post(url: str, fields: dict[str, str], address: str = "192.0.2.1", **headers: str) -> tuple[int, str]:
    answer = Client().post(url, fields, REMOTE_ADDR=address, headers={"accept-language": "en", **headers})
    return answer.status_code, answer.content.decode()


def sign_in(email: str, password: str = PASSWORD, address: str = "192.0.2.1", **headers: str) -> tuple[int, str]:
    return post(LOGIN, {"login": email, "password": password}, address, **headers)


@pytest.mark.parametrize("language", PAUSES)
@pytest.mark.parametrize("url", [LOGIN, "/accounts/signup/"])
def test_many_tries_from_one_address_get_a_pause(url: str, language: str) -> None:
    for _ in range(PER_ADDRESS):
        assert post(url, {"email": "no address"})[0] == 200
    status, page = post(url, {}, **{"accept-language": language})
    assert status == 429
    assert PAUSES[language] in page and '<main id="main"' in page
    assert post(url, {}, address="192.0.2.2")[0] == 200, "others go on"


@pytest.mark.parametrize("language", PAUSES)
def test_nobodys_mailbox_is_flooded(ada: User, bo: User, language: str) -> None:
    for number in range(5):
        assert post("/accounts/password/reset/", {"email": ada.email}, address=f"192.0.2.{number}")[0] == 302
    status, page = post("/accounts/password/reset/", {"email": ada.email}, **{"accept-language": language})
    assert status == 429 and PAUSES[language] in page
    assert len(mail.outbox) == 5
    assert post("/accounts/password/reset/", {"email": bo.email})[0] == 302


def test_guessing_at_one_account_stops_from_everywhere(ada: User, bo: User) -> None:
    for number in range(FAILED_PER_ACCOUNT):
        assert sign_in(ada.email, "wrong", address=f"192.0.2.{number}")[0] == 200
    status, page = sign_in(ada.email.upper(), address="192.0.2.99")
    assert status == 200 and "Too many" in page, "even the right password waits, from a new address"
    assert sign_in(bo.email, address="192.0.2.99")[0] == 302


def test_guessing_at_many_accounts_stops_for_the_address(make_person: Callable[..., User]) -> None:
    for number in range(FAILED_PER_ADDRESS):
        assert sign_in(f"guess-{number}@example.org", "wrong")[0] == 200
    there = make_person("late").email
    assert "Too many" in sign_in(there)[1]
    assert sign_in(there, address="192.0.2.2")[0] == 302


def test_a_class_behind_one_address_signs_in(make_person: Callable[..., User]) -> None:
    people = [make_person(f"learner{number}").email for number in range(40)]
    assert {sign_in(email)[0] for email in people} == {302}


def test_a_header_that_anybody_can_write_is_no_new_address() -> None:
    for number in range(PER_ADDRESS):
        post(LOGIN, {}, **{"X-Forwarded-For": f"198.51.100.{number}"})
    assert post(LOGIN, {}, **{"X-Forwarded-For": "203.0.113.9"})[0] == 429


def test_behind_a_proxy_of_ours_each_learner_counts_alone(settings: Settings) -> None:
    """The proxy writes the last address; whatever stands before it anybody may have written."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(PER_ADDRESS):
        post(LOGIN, {}, **{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"})
    assert post(LOGIN, {}, **{"X-Forwarded-For": "203.0.113.9"})[0] == 429
    assert post(LOGIN, {}, **{"X-Forwarded-For": "203.0.113.10"})[0] == 200


def test_a_dead_cache_keeps_nobody_out_and_lets_nobody_guess(
    settings: Settings, ada: User, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_rest_until", 0.0)
    settings.CACHES = caches("redis://127.0.0.1:1/0")
    assert sign_in(bo.email)[0] == 302
    for _ in range(FAILED_PER_ACCOUNT):
        sign_in(ada.email, "wrong")
    assert "Too many" in sign_in(ada.email)[1]
    for _ in range(PER_ADDRESS):
        post(LOGIN, {}, address="192.0.2.7")
    assert post(LOGIN, {}, address="192.0.2.7")[0] == 429
