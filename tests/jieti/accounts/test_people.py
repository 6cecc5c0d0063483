"""/people/: for administrators only."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieti.accounts.models import Role, User
from jieti.mentoring.models import Cohort

pytestmark = pytest.mark.django_db

URLS = ["/people/", "/people/{ada}/", "/people/cohorts/", "/people/{ada}/password-link/", "/people/cohorts/1/delete/"]


@pytest.fixture
def cohort(db: None) -> Cohort:
    return Cohort.objects.create(name="Autumn")


@pytest.mark.parametrize("url", URLS)
def test_anonymous_signs_in_first(client: Client, ada: User, url: str) -> None:
    assert client.post(url.format(ada=ada.pk))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("who", ["ada_client", "mei_client", "ann_client"])
def test_for_others_there_is_no_such_page(request: pytest.FixtureRequest, ada: User, url: str, who: str) -> None:
    client = request.getfixturevalue(who)
    assert client.get(url.format(ada=ada.pk)).status_code == 404
    assert client.post(url.format(ada=ada.pk)).status_code == 404


def test_a_bad_id(root_client: Client) -> None:
    for url in ("/people/999/", "/people/x/"):
        assert root_client.get(url).status_code == 404
    assert root_client.post("/people/cohorts/999/delete/").status_code == 404


def test_wrong_method(root_client: Client, ada: User, cohort: Cohort) -> None:
    assert root_client.post("/people/").status_code == 405
    assert root_client.put(f"/people/{ada.pk}/").status_code == 405
    assert root_client.get(f"/people/{ada.pk}/password-link/").status_code == 405
    assert root_client.get(f"/people/cohorts/{cohort.pk}/delete/").status_code == 405


def names(client: Client, query: str = "") -> list[str]:
    return [person.name for person in client.get(f"/people/?{query}").context["page"]]


def test_everybody_is_listed_and_found(root_client: Client, ada: User, mei: User) -> None:
    assert set(names(root_client)) == {"Root", "Ada", "Mei"}
    assert names(root_client, "q=ada") == ["Ada"]
    assert names(root_client, "q=mei%20example") == ["Mei"]
    assert names(root_client, "role=mentor") == ["Mei"]
    assert names(root_client, "q=nobody") == []
    assert "Nobody matches" in root_client.get("/people/?q=nobody").content.decode()


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99", "role=king", "q=%00", "q=%25"])
def test_a_senseless_filter_is_no_error(root_client: Client, query: str) -> None:
    assert root_client.get(f"/people/?{query}").status_code == 200


def test_pages_cost_the_same_for_many(
    root_client: Client, make_person: Callable[..., User], django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        make_person(f"p{number}")
    with django_assert_max_num_queries(8):
        assert len(names(root_client)) == 50
    assert len(names(root_client, "page=2")) == 11


def save(client: Client, person: User, **fields: Any) -> Any:
    return client.post(f"/people/{person.pk}/", {"role": person.role, "is_active": "on", **fields})


def test_give_a_role(root_client: Client, ada: User) -> None:
    assert save(root_client, ada, role="mentor").status_code == 302
    ada.refresh_from_db()
    assert ada.role == Role.MENTOR


def test_close_an_account(root_client: Client, ada: User, ada_client: Client) -> None:
    root_client.post(f"/people/{ada.pk}/", {"role": "learner"})
    ada.refresh_from_db()
    assert not ada.is_active
    assert ada_client.get("/settings/").status_code == 302, "open sessions end too"


def test_cohorts(root_client: Client, ada: User, mei: User, cohort: Cohort) -> None:
    save(root_client, ada, learns_in=[cohort.pk])
    save(root_client, mei, mentors_in=[cohort.pk])
    assert (list(cohort.learners.all()), list(cohort.mentors.all())) == ([ada], [mei])
    save(root_client, ada)
    assert not cohort.learners.exists()


def test_a_learner_does_not_mentor(root_client: Client, ada: User, cohort: Cohort) -> None:
    assert "Only a mentor" in save(root_client, ada, mentors_in=[cohort.pk]).content.decode()
    assert not cohort.mentors.exists()


@pytest.mark.parametrize("fields", [{"role": "learner", "is_active": "on"}, {"role": "admin"}, {}])
def test_the_last_administrator_stays(root_client: Client, root: User, fields: dict[str, str]) -> None:
    assert root_client.post(f"/people/{root.pk}/", fields).status_code == 200
    root.refresh_from_db()
    assert root.is_admin and root.is_active


def test_one_of_two_administrators_may_go(root_client: Client, make_person: Callable[..., User]) -> None:
    other = make_person("other", role=Role.ADMIN)
    assert save(root_client, other, role="learner").status_code == 302


def test_make_and_dissolve_a_cohort(root_client: Client, ada: User) -> None:
    assert root_client.post("/people/cohorts/", {"name": "Winter"}).status_code == 302
    cohort = Cohort.objects.get()
    cohort.learners.add(ada)
    assert "Winter" in root_client.get("/people/").content.decode()
    assert root_client.post(f"/people/cohorts/{cohort.pk}/delete/").status_code == 302
    assert not Cohort.objects.exists() and User.objects.filter(pk=ada.pk).exists()
    assert root_client.post("/people/cohorts/", {"name": ""}).status_code == 200


def test_a_password_link_works_once(root_client: Client, ada: User) -> None:
    response = root_client.post(f"/people/{ada.pk}/password-link/")
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'value="http://testserver(/accounts/password/reset/key/[^"]+)"', response.content.decode())
    assert found
    browser = Client()
    page = browser.get(found[1], follow=True)
    browser.post(page.wsgi_request.path, {"password1": "brand-new-password", "password2": "brand-new-password"})
    ada.refresh_from_db()
    assert ada.check_password("brand-new-password")
    assert (
        "Save password" not in Client().get(found[1], follow=True, headers={"accept-language": "en"}).content.decode()
    )


def test_no_password_link_for_a_closed_account(root_client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert root_client.post(f"/people/{ada.pk}/password-link/").status_code == 404


def test_names_are_escaped(root_client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(name="<script>alert(1)</script>")
    for url in ("/people/", f"/people/{ada.pk}/"):
        assert "<script>alert" not in root_client.get(url).content.decode()
