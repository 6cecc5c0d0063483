"""A mentor sees their own learners and what waits; nobody else does."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.mentoring.models import Cohort, Comment
from jieti.mentoring.waiting import waiting_for
from jieti.submissions.models import Submission
from tests.jieti.mentoring.conftest import failed


def test_works(mei_client: Client, ada: User, bo: User, submission: Submission) -> None:
    page = mei_client.get("/mentor/").content.decode()
    assert f"/mentor/learners/{ada.pk}/" in page and f"/mentor/learners/{bo.pk}/" not in page
    assert "Attention" in mei_client.get(f"/mentor/learners/{ada.pk}/").content.decode()


def test_admin_sees_everybody(root_client: Client, ada: User, bo: User) -> None:
    page = root_client.get("/mentor/").content.decode()
    assert f"/mentor/learners/{ada.pk}/" in page and f"/mentor/learners/{bo.pk}/" in page


@pytest.mark.django_db
def test_anonymous_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/mentor/").headers["Location"].startswith("/accounts/login/")


def test_does_not_exist_for_learners(ada_client: Client, ada: User) -> None:
    assert ada_client.get("/mentor/").status_code == 404
    assert ada_client.get(f"/mentor/learners/{ada.pk}/").status_code == 404


def test_another_mentors_learner_is_404(mei_client: Client, bo: User, cohort: Cohort) -> None:
    assert mei_client.get(f"/mentor/learners/{bo.pk}/").status_code == 404


def test_wrong_method(mei_client: Client) -> None:
    assert mei_client.post("/mentor/").status_code == 405


def test_three_failed_attempts_wait_until_somebody_says_something(
    mei: User, ada: User, bo: User, exercise: Exercise, cohort: Cohort
) -> None:
    for n in range(2):
        failed(ada, exercise, f"x = {n}")
        failed(bo, exercise, f"x = {n}")
    assert waiting_for(mei) == []
    third = failed(ada, exercise, "x = 3")
    failed(bo, exercise, "x = 3")
    assert [(w.reason, w.submission) for w in waiting_for(mei)] == [("stuck", third)]
    Comment.objects.say(mei, third, "Look at line 1.", 1)
    assert waiting_for(mei) == []
    Comment.objects.say(ada, third, "Which part?", 1)
    assert [w.reason for w in waiting_for(mei)] == ["answer"]


def test_queries_do_not_grow_with_learners(
    mei_client: Client,
    make_person: object,
    cohort: Cohort,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(30):
        cohort.learners.add(make_person(f"pupil{n}"))  # type: ignore[operator]
    with django_assert_max_num_queries(15):
        assert mei_client.get("/mentor/").status_code == 200
