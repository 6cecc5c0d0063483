"""Personal tokens: issued once, kept as a digest, refused when they should be."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from jieti.accounts.models import User
from jieti.api.authentication import TokenAuthentication
from jieti.api.models import Token

pytestmark = pytest.mark.django_db


def ask(header: str | None) -> tuple[User, Token] | None:
    extra = {} if header is None else {"HTTP_AUTHORIZATION": header}
    return TokenAuthentication().authenticate(Request(APIRequestFactory().get("/", **extra)))


def test_works(ada: User) -> None:
    token, plain = Token.objects.issue(ada, "laptop")
    assert ask(f"Bearer {plain}") == (ada, token)
    assert ask(f"bearer {plain}") == (ada, token)


def test_only_a_digest_is_kept(ada: User) -> None:
    token, plain = Token.objects.issue(ada, "laptop")
    assert plain not in [str(value) for value in Token.objects.values_list().get()]
    assert len(token.digest) == 64


def test_no_two_tokens_are_alike(ada: User) -> None:
    assert len({Token.objects.issue(ada, "x")[1] for _ in range(20)}) == 20


@pytest.mark.parametrize("header", [None, "", "Basic YTpi", "Token abc"])
def test_other_ways_to_sign_in_are_left_alone(header: str | None) -> None:
    assert ask(header) is None


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer wrong", "Bearer \u00e9", "Bearer " + "x" * 9000])
def test_a_bad_token_is_refused(ada: User, header: str) -> None:
    Token.objects.issue(ada, "laptop")
    with pytest.raises(AuthenticationFailed):
        ask(header)


def test_the_digest_itself_is_no_token(ada: User) -> None:
    token, _plain = Token.objects.issue(ada, "laptop")
    with pytest.raises(AuthenticationFailed):
        ask(f"Bearer {token.digest}")


def test_a_closed_account_is_refused(ada: User) -> None:
    _token, plain = Token.objects.issue(ada, "laptop")
    User.objects.update(is_active=False)
    with pytest.raises(AuthenticationFailed, match="deactivated"):
        ask(f"Bearer {plain}")


def test_use_is_noted_at_most_once_a_minute(ada: User) -> None:
    token, plain = Token.objects.issue(ada, "laptop")
    ask(f"Bearer {plain}")
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    ask(f"Bearer {plain}")
    token.refresh_from_db()
    assert token.last_used_at == first
    Token.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    ask(f"Bearer {plain}")
    token.refresh_from_db()
    assert token.last_used_at is not None and token.last_used_at > first


def test_a_401_says_how(ada: User) -> None:
    assert TokenAuthentication().authenticate_header(Request(APIRequestFactory().get("/"))).startswith("Bearer")
