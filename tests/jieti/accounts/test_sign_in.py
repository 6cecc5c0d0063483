"""Sign-in, sign-out, passwords."""

import re

import pytest
from django.core import mail
from django.test import Client

from jieti.accounts.models import User
from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"
NEW = "another-long-password"

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> int:
    return client.post(LOGIN, {"login": email, "password": password, **more}).status_code


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@example.org", " ada@example.org "])
def test_works(client: Client, ada: User, email: str) -> None:
    assert sign_in(client, email) == 302
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_wrong_password_is_said_in_chinese(client: Client, ada: User) -> None:
    response = client.post(LOGIN, {"login": ada.email, "password": "wrong"}, headers={"accept-language": "zh"})
    assert "邮箱或密码不对" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_out(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_does_not_lead_to_another_host(client: Client, ada: User) -> None:
    response = client.post(LOGIN, {"login": ada.email, "password": PASSWORD, "next": "https://example.net/"})
    assert response.status_code == 302
    assert "example.net" not in response["Location"]


def test_guessing_is_slowed_down(client: Client, ada: User) -> None:
    answers = {sign_in(client, password=f"guess-{n}") for n in range(8)}
    assert answers <= {200, 429}
    assert sign_in(client) != 302, "even the right password waits now"


def test_sign_out_is_a_post(ada_client: Client) -> None:
    assert ada_client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in ada_client.session
    assert ada_client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in ada_client.session


def test_change_password(ada_client: Client, ada: User) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert ada_client.post("/accounts/password/change/", fields).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert "_auth_user_id" in ada_client.session, "the person stays signed in"


def test_change_password_needs_the_old_one(ada_client: Client, ada: User) -> None:
    fields = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert ada_client.post("/accounts/password/change/", fields).status_code == 200
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_reset_by_mail(client: Client, ada: User) -> None:
    assert client.post("/accounts/password/reset/", {"email": ada.email}).status_code == 302
    found = re.search(r"http://testserver(\S+)", mail.outbox[0].body)
    assert found
    page = client.get(found[1], follow=True, headers={"accept-language": "en"})
    assert "Choose a password" in page.content.decode()
    client.post(page.wsgi_request.path, {"password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert "no longer works" in Client().get(found[1], follow=True, headers={"accept-language": "en"}).content.decode()


PAGES = [
    "login/",
    "signup/",
    "logout/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "inactive/",
]


@pytest.mark.parametrize("page", [*PAGES, "password/reset/key/1-bad-key/", "confirm-email/"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_is_in_the_frame_and_translated(client: Client, page: str, language: str) -> None:
    response = client.get(f"/accounts/{page}", headers={"accept-language": language}, follow=True)
    assert response.status_code == 200
    body = response.content.decode()
    assert '<main id="main"' in body
    assert "您" not in body


@pytest.mark.parametrize("page", ["password/change/", "email/", "reauthenticate/", "logout/"])
def test_pages_of_somebody_signed_in(ada_client: Client, ada: User, page: str) -> None:
    User.objects.update(language="zh-hans")
    body = ada_client.get(f"/accounts/{page}", follow=True).content.decode()
    assert '<main id="main"' in body
    assert "您" not in body
