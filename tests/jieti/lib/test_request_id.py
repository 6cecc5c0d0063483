"""Every answer has an id, and the policy, whatever it is an answer to."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponseBase
from django.test import Client

from jieti.accounts.models import User
from jieti.lib.csp import POLICY

pytestmark = pytest.mark.django_db

Ask = Callable[[Client, pytest.MonkeyPatch], HttpResponseBase]


def static(client: Client, _: pytest.MonkeyPatch) -> HttpResponseBase:
    Path(settings.STATIC_ROOT, "robots.txt").write_text("User-agent: *\n")
    return Client().get("/static/robots.txt")


def fault(client: Client, monkeypatch: pytest.MonkeyPatch) -> HttpResponseBase:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("jieti.accounts.zones.places", broken)
    return client.get("/settings/")


def no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> HttpResponseBase:
    def away(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    return client.get("/today/")


def forged(_: Client, __: pytest.MonkeyPatch) -> HttpResponseBase:
    return Client(enforce_csrf_checks=True).post("/accounts/login/", {})


ANSWERS: dict[int, list[Ask]] = {
    200: [lambda client, _: client.get("/settings/"), lambda client, _: client.get("/healthz"), static],
    301: [lambda client, _: client.get("/settings")],
    302: [lambda *_: Client().get("/today/")],
    400: [lambda client, _: client.get("/", headers={"host": "elsewhere.example"})],
    401: [lambda *_: Client().get("/api/v1/today/")],
    403: [forged],
    404: [lambda client, _: client.get("/nowhere/"), lambda client, _: client.get("/people/")],
    405: [lambda client, _: client.post("/healthz")],
    500: [fault],
    503: [no_database],
}
CASES = [(status, ask) for status, asks in ANSWERS.items() for ask in asks]


@pytest.mark.parametrize(("status", "ask"), CASES, ids=[f"{status}-{n}" for n, (status, _) in enumerate(CASES)])
def test_every_answer_has_an_id_and_the_policy(
    status: int, ask: Ask, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    answer = ask(client, monkeypatch)
    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert POLICY.startswith("default-src 'none'")
    assert not re.search(r"unsafe|http|\*|blob:|nonce", POLICY)


@pytest.mark.parametrize("given", ["1234abcd", "01JD-proxy.made_this", "a" * 64])
def test_the_id_of_a_proxy_is_kept(client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["short", "a" * 65, "two words", "a;b;c;d;e", "-12345678", "<script>8", "阶梯阶梯阶梯阶梯"]
)
def test_what_is_no_id_is_replaced(client: Client, given: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"])


def test_no_two_are_alike(client: Client) -> None:
    assert len({client.get("/healthz")["X-Request-ID"] for _ in range(20)}) == 20
