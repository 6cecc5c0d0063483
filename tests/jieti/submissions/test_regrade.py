"""`manage.py regrade EXERCISE`: a new version looks at earlier attempts, and nobody loses, pays or hears a thing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.study.models import Completion
from jieti.submissions.models import Submission
from tests.jieti.submissions.conftest import FILES, graded, verdict


def renew(exercise: Exercise, digest: str = "d2") -> None:
    """Publish another version."""
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest=digest, files=FILES)
    exercise.save(update_fields=["current"])


def regrade(*arguments: str) -> str:
    out = StringIO()
    call_command("regrade", *arguments, stdout=out)
    return out.getvalue()


def work(*names: str) -> list[Submission]:
    """Grade what waits, with these verdicts."""
    rows = []
    for name in names:
        row = Submission.objects.claim()
        assert row is not None and row.finish(verdict(name))
        rows.append(row)
    assert Submission.objects.claim() is None
    return rows


@pytest.fixture
def attempts(ada: User, bo: User, exercise: Exercise) -> list[Submission]:
    """ada failed and failed, bo passed; then the exercise was changed."""
    rows = [
        graded(ada, exercise, "diagnosed", "a1"),
        graded(ada, exercise, "diagnosed", "a2"),
        graded(bo, exercise, "passed", "b1"),
    ]
    renew(exercise)
    return rows


def test_each_persons_last_attempt_is_graded_at_the_new_version(attempts: list[Submission], exercise: Exercise) -> None:
    assert "2 attempts are graded again as soon as nobody waits" in regrade("dot-product")
    again = work("passed", "passed")
    assert {row.of for row in again} == {attempts[1], attempts[2]}
    assert {(row.kind, row.lane, row.version) for row in again} == {("again", 1, exercise.current)}
    assert "1 as before, 1 pass now, 0 no longer would" in regrade("dot-product")


def test_all_means_every_attempt(attempts: list[Submission]) -> None:
    assert "3 attempts" in regrade("dot-product", "--all")


def test_never_twice_at_the_same_version(attempts: list[Submission], exercise: Exercise) -> None:
    regrade("dot-product")
    assert "0 attempts" in regrade("dot-product")
    work("passed", "passed")
    assert "0 attempts" in regrade("dot-product")
    renew(exercise, "d3")
    assert "2 attempts" in regrade("dot-product")


def test_attempts_at_the_current_version_are_left_alone(ada: User, exercise: Exercise) -> None:
    graded(ada, exercise, "diagnosed")
    assert "0 attempts" in regrade("dot-product", "--all")


def test_who_passes_now_has_passed(attempts: list[Submission], ada: User) -> None:
    regrade("dot-product")
    work("passed", "passed")
    assert Completion.objects.filter(learner=ada, key="dot-product").exists()


def test_who_no_longer_would_keeps_what_they_have(attempts: list[Submission], bo: User) -> None:
    regrade("dot-product")
    work("diagnosed", "diagnosed")
    attempts[2].refresh_from_db()
    assert attempts[2].status == "passed" and Completion.objects.filter(learner=bo, key="dot-product").exists()
    assert "0 pass now, 1 no longer would" in regrade("dot-product")


def test_it_is_no_attempt_and_in_nobodys_way(
    attempts: list[Submission], ada: User, ada_client: Client, exercise: Exercise
) -> None:
    regrade("dot-product")
    work("passed", "passed")
    assert Submission.objects.attempts_at(ada, exercise).count() == 2
    assert Submission.objects.submit(ada, exercise, "a3").number == 3
    listed = ada_client.get("/api/v1/submissions/").json()["results"]
    assert {row["kind"] for row in listed} == {"submit"}


def test_the_attempt_shows_what_came_of_it(attempts: list[Submission], ada_client: Client, bo_client: Client) -> None:
    regrade("dot-product")
    again = next(row for row in work("passed", "passed") if row.of == attempts[1])
    page = ada_client.get(f"/submissions/{attempts[1].pk}/").content.decode()
    assert "Graded again with the exercise as it is now" in page and f"/submissions/{again.pk}/" in page
    page = ada_client.get(f"/submissions/{again.pk}/").content.decode()
    assert "it costs no attempt" in page and f"/submissions/{attempts[1].pk}/" in page
    assert bo_client.get(f"/submissions/{again.pk}/").status_code == 404


def test_nobody_can_hand_in_such_a_thing(ada_client: Client, exercise: Exercise) -> None:
    body = {"source": "x", "kind": "again"}
    answer = ada_client.post("/api/v1/exercises/dot-product/submissions/", body, content_type="application/json")
    assert answer.status_code == 400 and not Submission.objects.exists()


def test_an_unknown_exercise_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="no published exercise nothing"):
        regrade("nothing")
