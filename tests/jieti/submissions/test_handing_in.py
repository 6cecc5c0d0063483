"""/exercises/<slug>/submit/ and /run/."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Draft, Submission

URLS = ["/exercises/dot-product/submit/", "/exercises/dot-product/run/"]
SUBMIT, RUN = URLS
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(("url", "kind"), [(SUBMIT, "submit"), (RUN, "run")])
def test_a_form_leads_to_the_submissions_page(ada_client: Client, exercise: Exercise, url: str, kind: str) -> None:
    answer = ada_client.post(url, {"source": "x = 1"})
    row = Submission.objects.get()
    assert (row.kind, row.source, row.state) == (kind, "x = 1", "queued")
    assert answer.status_code == 302 and answer.headers["Location"] == f"/submissions/{row.pk}/"


@pytest.mark.parametrize("url", URLS)
def test_a_script_gets_the_panel(ada_client: Client, exercise: Exercise, url: str) -> None:
    answer = ada_client.post(url, {"source": "x = 1"}, headers=JSON)
    row, data = Submission.objects.get(), answer.json()
    assert answer.status_code == 201
    assert (data["state"], data["position"], data["events_url"]) == ("queued", 1, f"/submissions/{row.pk}/events/")
    assert "you are next" in data["html"]
    assert data["saved_at"] == Draft.objects.get().saved_at.isoformat()


def test_what_was_handed_in_is_the_draft(ada_client: Client, exercise: Exercise) -> None:
    ada_client.post(SUBMIT, {"source": "x = 1"})
    assert Draft.objects.get().source == "x = 1"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "The editor is empty"),
        ("  \n ", "The editor is empty"),
        ("a\0b", "NUL byte"),
        ("x" * 1024 * 1024, "at most 128 KB"),
    ],
)
@pytest.mark.parametrize("url", URLS)
def test_bad_code_is_refused_in_words_and_not_lost(
    ada_client: Client, exercise: Exercise, url: str, source: str, words: str
) -> None:
    page = ada_client.post(url, {"source": source})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert source[:2000] in page.content.decode()
    answer = ada_client.post(url, {"source": source}, headers=JSON)
    assert answer.status_code == 422 and words in answer.json()["error"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("url", URLS)
def test_far_too_much_is_refused_with_the_limit_named(
    ada_client: Client, exercise: Exercise, settings: Settings, url: str
) -> None:
    source = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    page = ada_client.post(url, {"source": source})
    assert page.status_code == 413 and "128 KB" in page.content.decode()
    assert "128 KB" in ada_client.post(url, {"source": source}, headers=JSON).json()["error"]


@pytest.mark.parametrize("url", URLS)
def test_nothing_at_all_is_refused(ada_client: Client, exercise: Exercise, url: str) -> None:
    assert ada_client.post(url).status_code == 422


@pytest.mark.parametrize("url", URLS)
def test_bytes_that_are_no_text_are_no_500(ada_client: Client, exercise: Exercise, url: str) -> None:
    body = b"source=%ED%A0%80%FF%FE"
    answer = ada_client.post(url, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("url", URLS)
def test_a_withdrawn_exercise_takes_nothing(ada_client: Client, exercise: Exercise, url: str) -> None:
    Exercise.objects.update(withdrawn_at=timezone.now())
    assert "has been withdrawn" in ada_client.post(url, {"source": "x"}, headers=JSON).json()["error"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("url", URLS)
def test_twice_the_same_waits_once(ada_client: Client, exercise: Exercise, url: str) -> None:
    first = ada_client.post(url, {"source": "x"}, headers=JSON).json()
    assert ada_client.post(url, {"source": "x"}, headers=JSON).json()["id"] == first["id"]


@pytest.mark.parametrize("url", URLS)
def test_a_token_is_asked_for(ada: User, exercise: Exercise, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.post(url, {"source": "x"}).status_code == 403


@pytest.mark.parametrize("url", URLS)
def test_anonymous_people_sign_in_first(client: Client, exercise: Exercise, url: str) -> None:
    assert client.post(url, {"source": "x"}).headers["Location"].startswith("/accounts/login/")
    assert not Submission.objects.exists()


@pytest.mark.parametrize("verb", ["submit", "run"])
def test_an_unknown_exercise_is_not_found(ada_client: Client, db: None, verb: str) -> None:
    assert ada_client.post(f"/exercises/nothing/{verb}/", {"source": "x"}).status_code == 404


@pytest.mark.parametrize("url", URLS)
def test_only_post(ada_client: Client, exercise: Exercise, url: str) -> None:
    assert ada_client.get(url).status_code == 405
