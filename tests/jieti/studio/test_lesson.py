"""Editing a lesson: drafts stay private, publishing overwrites nobody, restoring brings back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieti.courses.models import Lesson, LessonRevision
from tests.jieti.studio.conftest import add_revision

EDIT = "/studio/lessons/attention/"
Filled = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("path", ["/studio/", EDIT, f"{EDIT}revisions/", f"{EDIT}revisions/1/"])
def test_works_for_authors_and_admins(path: str, lesson: Lesson, ann_client: Client, root_client: Client) -> None:
    assert ann_client.get(path).status_code == 200
    assert root_client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/studio/", EDIT, f"{EDIT}revisions/", f"{EDIT}revisions/1/"])
def test_does_not_exist_for_learners_and_mentors(
    path: str, lesson: Lesson, ada_client: Client, mei_client: Client
) -> None:
    assert ada_client.get(path).status_code == 404
    assert mei_client.get(path).status_code == 404


def test_anonymous_is_asked_to_sign_in(client: Client, lesson: Lesson) -> None:
    assert client.get(EDIT).headers["Location"].startswith("/accounts/login/")


def test_unknown_lesson_is_404(ann_client: Client, lesson: Lesson) -> None:
    assert ann_client.get("/studio/lessons/nope/").status_code == 404
    assert ann_client.get(f"{EDIT}revisions/99/").status_code == 404


def test_a_draft_is_kept_and_readers_do_not_see_it(lesson: Lesson, ann_client: Client, filled: Filled) -> None:
    ann_client.post(EDIT, {**filled(lesson), "draft": "1"})
    ann_client.post(EDIT, {**filled(lesson, body_en="Newer text"), "draft": "1"})
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body["en"] == "Text\n"
    (draft,) = lesson.revisions.filter(state="draft")
    assert draft.body["en"] == "Newer text\n"
    assert "Newer text" in ann_client.get(EDIT).content.decode()


def test_publishing_shows_it_and_keeps_the_old_one(lesson: Lesson, ann_client: Client, filled: Filled) -> None:
    ann_client.post(EDIT, {**filled(lesson), "publish": "1"})
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body == {"zh": "新正文\n", "en": "New text\n"}
    assert lesson.published.source == "browser" and lesson.published.cards[0]["id"] == "a"
    assert [r.state for r in lesson.revisions.order_by("number")] == ["superseded", "published"]


def test_publishing_over_somebody_elses_is_refused_and_nothing_is_lost(
    lesson: Lesson, ann_client: Client, root_client: Client, filled: Filled
) -> None:
    form = {**filled(lesson), "publish": "1"}
    root_client.post(EDIT, {**filled(lesson, body_en="Root was here"), "publish": "1"})
    answer = ann_client.post(EDIT, form)
    assert answer.status_code == 409 and "Root published revision 2" in answer.content.decode()
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body["en"] == "Root was here\n"
    assert lesson.revisions.get(state="draft").body["en"] == "New text\n"
    ann_client.post(EDIT, {**form, "began_with": lesson.published_id})
    lesson.refresh_from_db()
    assert lesson.published.body["en"] == "New text\n"


def test_missing_language_is_refused_with_the_text_kept(lesson: Lesson, ann_client: Client, filled: Filled) -> None:
    answer = ann_client.post(EDIT, {**filled(lesson, body_zh=" ", body_en="Only English"), "publish": "1"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "both languages" in page and "Only English" in page


def test_other_authors_drafts_stay_theirs(
    lesson: Lesson, ann_client: Client, root_client: Client, filled: Filled
) -> None:
    root_client.post(EDIT, {**filled(lesson), "draft": "1"})
    assert ann_client.get(f"{EDIT}revisions/2/").status_code == 404
    assert ann_client.post(f"{EDIT}revisions/2/restore/").status_code == 404


def test_restoring_publishes_the_old_text_as_a_new_revision(lesson: Lesson, ann_client: Client, filled: Filled) -> None:
    ann_client.post(EDIT, {**filled(lesson), "publish": "1"})
    ann_client.post(f"{EDIT}revisions/1/restore/")
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.number == 3
    assert lesson.published.body["en"] == "Text\n"


def test_a_conflict_is_shown_and_settled_either_way(lesson: Lesson, ann_client: Client) -> None:
    conflict = add_revision(lesson, "conflict", en="From the files\n")
    assert "Nothing was overwritten" in ann_client.get(EDIT).content.decode()
    assert "From the files" in ann_client.get(f"{EDIT}revisions/2/").content.decode()
    ann_client.post(f"{EDIT}revisions/2/settle/")
    conflict.refresh_from_db()
    assert conflict.state == LessonRevision.State.SUPERSEDED
    ann_client.post(f"{EDIT}revisions/2/restore/")
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body["en"] == "From the files\n"


@pytest.mark.parametrize("path", [f"{EDIT}revisions/1/restore/", f"{EDIT}preview/", f"{EDIT}revisions/1/settle/"])
def test_wrong_method_is_refused(path: str, lesson: Lesson, ann_client: Client) -> None:
    assert ann_client.get(path).status_code == 405


def test_preview_is_what_the_page_would_show_and_safe(lesson: Lesson, ann_client: Client) -> None:
    answer = ann_client.post(f"{EDIT}preview/", {"text": "**bold** <script>alert(1)</script>", "language": "en"})
    page = answer.content.decode()
    assert "<strong>bold</strong>" in page and "<script" not in page
