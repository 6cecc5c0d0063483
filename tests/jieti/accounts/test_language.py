"""/language/: the switch in the footer."""

import pytest
from django.test import Client

from jieti.accounts.models import User

URL = "/language/"

pytestmark = pytest.mark.django_db


def test_anonymous_gets_a_cookie(client: Client) -> None:
    response = client.post(URL, {"language": "en", "next": "/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert response.cookies["django_language"].value == "en"
    page = client.get("/accounts/login/", headers={"accept-language": "zh-CN"})
    assert '<html lang="en"' in page.content.decode()
    assert page["Content-Language"] == "en"


def test_an_account_keeps_it(ada_client: Client, ada: User) -> None:
    ada_client.post(URL, {"language": "zh-hans"})
    ada.refresh_from_db()
    assert ada.language == "zh-hans"
    assert '<html lang="zh-Hans"' in ada_client.get("/settings/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.net/", "//example.net", "/\\example.net", "javascript:alert(1)", "", "\r\nX: y"]
)
def test_never_leads_elsewhere(client: Client, target: str) -> None:
    assert client.post(URL, {"language": "en", "next": target})["Location"] == "/"


@pytest.mark.parametrize("code", ["", "fr", "zh", "../en", "\x00"])
def test_an_unknown_language_is_refused(client: Client, code: str) -> None:
    assert client.post(URL, {"language": code}).status_code == 400


def test_wrong_method(client: Client) -> None:
    assert client.get(URL).status_code == 405


def test_needs_the_forms_secret(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(URL, {"language": "en"}, headers={"accept-language": "zh"})
    assert response.status_code == 403
    assert "页面放得太久了" in response.content.decode()
