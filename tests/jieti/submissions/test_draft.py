"""/exercises/<slug>/draft/"""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Draft

URL = "/exercises/dot-product/draft/"


def put(client: Client, body: Any) -> Any:
    return client.put(URL, json.dumps(body), content_type="application/json")


def test_a_draft_is_kept(ada: User, ada_client: Client, exercise: Exercise) -> None:
    answer = ada_client.post(URL, {"source": "x = 1\r\n", "seen": ""})
    draft = Draft.objects.get()
    assert (draft.learner, draft.source) == (ada, "x = 1\n")
    assert answer.json() == {"saved_at": draft.saved_at.isoformat()}


def test_each_pause_in_typing_replaces_it(ada_client: Client, exercise: Exercise) -> None:
    seen = ada_client.post(URL, {"source": "a", "seen": ""}).json()["saved_at"]
    assert put(ada_client, {"source": "b", "seen": seen}).status_code == 200
    assert Draft.objects.get().source == "b"


def test_an_empty_draft_is_a_draft(ada_client: Client, exercise: Exercise) -> None:
    assert put(ada_client, {"source": "", "seen": ""}).status_code == 200


def test_what_another_device_saved_is_not_overwritten_unasked(ada_client: Client, exercise: Exercise) -> None:
    ada_client.post(URL, {"source": "from the phone", "seen": ""})
    answer = ada_client.post(URL, {"source": "from the laptop", "seen": ""})
    assert answer.status_code == 409
    assert answer.json()["source"] == "from the phone"
    assert Draft.objects.get().source == "from the phone"
    forced = ada_client.post(URL, {"source": "from the laptop", "seen": "", "force": "1"})
    assert forced.status_code == 200
    assert Draft.objects.get().source == "from the laptop"


def test_the_same_text_from_two_devices_is_no_conflict(ada_client: Client, exercise: Exercise) -> None:
    ada_client.post(URL, {"source": "same", "seen": ""})
    assert ada_client.post(URL, {"source": "same", "seen": ""}).status_code == 200


@pytest.mark.parametrize("source", ["a\0b", "\ud83d", "x" * 200_000])
def test_what_cannot_be_kept_is_named(ada_client: Client, exercise: Exercise, source: str) -> None:
    answer = put(ada_client, {"source": source, "seen": ""})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe", b'{"source": {"a": 1}}'])
def test_nonsense_is_no_500(ada_client: Client, exercise: Exercise, body: bytes) -> None:
    assert ada_client.put(URL, body, content_type="application/json").status_code in (200, 422)


def test_far_too_much_is_refused_with_the_limit_named(
    ada_client: Client, exercise: Exercise, settings: Settings
) -> None:
    body = b'{"source": "' + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1) + b'"}'
    answer = ada_client.put(URL, body, content_type="application/json", headers={"Accept": "application/json"})
    assert answer.status_code == 413
    assert "128 KB" in answer.json()["error"]


def test_drafts_are_ones_own(ada_client: Client, bo_client: Client, exercise: Exercise) -> None:
    ada_client.post(URL, {"source": "ada", "seen": ""})
    assert bo_client.post(URL, {"source": "bo", "seen": ""}).status_code == 200
    assert set(Draft.objects.values_list("source", flat=True)) == {"ada", "bo"}


def test_a_token_is_asked_for(ada: User, exercise: Exercise) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.post(URL, {"source": "x"}).status_code == 403


def test_anonymous_people_sign_in_first(client: Client, exercise: Exercise) -> None:
    assert client.post(URL, {"source": "x"}).status_code == 302


def test_an_unknown_exercise_is_not_found(ada_client: Client, db: None) -> None:
    assert ada_client.post("/exercises/nothing/draft/", {"source": "x"}).status_code == 404


def test_only_post_and_put(ada_client: Client, exercise: Exercise) -> None:
    assert ada_client.get(URL).status_code == 405
