"""base.html: what every page has, for everybody, in both languages and themes."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from jieti.accounts.models import User
from jieti.lib.csp import POLICY
from jieti.lib.navigation import navigation

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def menu(user: User | AnonymousUser, path: str = "/") -> list[str]:
    request = RequestFactory().get(path)
    request.user = user
    return [entry.icon for entry in navigation(request)["navigation"]]


def test_the_menu_is_what_the_person_may_go_to(ada: User, mei: User, ann: User, root: User) -> None:
    learner = ["today", "stairs", "code"]
    assert menu(AnonymousUser()) == []
    assert menu(ada) == learner
    assert menu(mei) == [*learner, "mentoring"]
    assert menu(ann) == [*learner, "pencil"]
    assert menu(root) == [*learner, "mentoring", "pencil", "people", "machine"]


def test_the_menu_says_where_one_is(root: User, root_client: Client) -> None:
    body = root_client.get("/people/").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="page"', body) == ["/people/"]
    body = root_client.get(f"/people/{root.pk}/").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="true"', body) == ["/people/"]


@pytest.mark.parametrize(("cookie", "shown"), [("dark", True), ("light", True), ("auto", False), ('"><script>', False)])
def test_the_theme_is_written_by_the_server(client: Client, cookie: str, shown: bool) -> None:
    client.cookies["theme"] = cookie
    html = client.get(LOGIN).content.decode().split("<head>")[0]
    assert (f'data-theme="{cookie}"' in html) is shown
    assert ("data-theme" in html) is shown


@pytest.mark.parametrize(
    ("language", "lang"), [("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("en-GB", "en"), ("fr", "zh-Hans")]
)
def test_the_page_names_its_language(client: Client, language: str, lang: str) -> None:
    assert f'<html lang="{lang}"' in client.get(LOGIN, headers={"accept-language": language}).content.decode()


def test_the_frame_has_what_keyboards_and_readers_need(ada_client: Client) -> None:
    body = ada_client.get("/settings/").content.decode()
    for part in ('class="skip" href="#main"', '<main id="main"', 'role="status"', "<nav ", "<footer"):
        assert part in body


def test_every_answer_carries_the_policy(client: Client) -> None:
    for url in (LOGIN, "/nowhere/", "/settings/"):
        assert client.get(url)["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY and "http" not in POLICY


@pytest.mark.parametrize("url", [LOGIN, "/accounts/signup/", "/nowhere/", "/setup/x/"])
def test_nothing_inline_and_nothing_foreign(client: Client, url: str) -> None:
    body = client.get(url).content.decode()
    assert not re.search(r"<script(?![^>]*src=)", body)
    assert not re.search(r"\s(style|on\w+)=", body)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', body)


def test_inbox_shows_the_number_of_unread(ada: User, ada_client: Client) -> None:
    assert 'class="count"' not in ada_client.get("/settings/").content.decode()
    request = RequestFactory().get("/")
    request.user = ada
    with translation.override("en"):
        html = render_to_string("base.html", {"unread": 3}, request)
    assert "3 unread" in html and reverse("inbox") in html


def test_404_says_what_now_in_both_languages(client: Client) -> None:
    for language, words in (("zh", "这里没有台阶"), ("en", "There is no step here")):
        response = client.get("/nowhere/", headers={"accept-language": language})
        assert response.status_code == 404
        assert words in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_pages_of_last_resort_need_nothing_and_speak_both_languages(name: str) -> None:
    html = render_to_string(name)
    assert "base.css" in html and 'lang="en"' in html and 'lang="zh-Hans"' in html


def test_our_fault_is_called_ours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("jieti.accounts.zones.places", broken)
    person = User.objects.create_user("x@example.org", "x")
    client = Client(raise_request_exception=False)
    client.force_login(person)
    response = client.get("/settings/")
    assert response.status_code == 500
    assert "不是你的问题" in response.content.decode()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_while_the_database_is_away_pages_say_so(accept: str, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("could not connect")

    client = Client(raise_request_exception=False, headers={"accept-language": "zh", "accept": accept})
    client.force_login(ada)
    monkeypatch.setattr(connection, "cursor", away)
    translation.activate("en")  # whoever was served before
    response = client.get("/today/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    words = response.json()["error"] if "json" in accept else response.content.decode()
    assert "数据库" in words and "could not connect" not in words


def test_403_and_429_are_in_the_frame(make_person: Callable[..., User]) -> None:
    request = RequestFactory().get("/")
    request.user = make_person("ada")
    for name in ("403.html", "429.html", "csrf.html"):
        assert '<main id="main"' in render_to_string(name, {}, request)
