"""What is taken in, what is refused and with which words, and the number an attempt gets."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.submissions import events
from jieti.submissions.models import Submission
from tests.jieti.submissions.conftest import graded


def test_a_submission_waits_at_the_current_version(ada: User, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "x = 1\r\n")
    row.refresh_from_db()
    assert (row.state, row.number, row.source) == ("queued", 1, "x = 1\n")
    assert row.version == exercise.current
    assert row.verdict is None and row.claim is None


def test_a_later_version_leaves_earlier_submissions_alone(ada: User, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "x = 1")
    before = exercise.current
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d2", files={})
    exercise.save()
    row.refresh_from_db()
    assert row.version == before
    assert Submission.objects.submit(ada, exercise, "x = 1").version == exercise.current


def test_attempts_are_numbered_per_person_and_exercise(
    ada: User, bo: User, exercise: Exercise, make_exercise: Callable[..., Exercise]
) -> None:
    other = make_exercise("other")
    numbers = [
        Submission.objects.submit(person, task, source).number
        for person, task, source in [
            (ada, exercise, "a"),
            (ada, exercise, "b"),
            (bo, exercise, "a"),
            (ada, other, "a"),
            (ada, exercise, "c"),
        ]
    ]
    assert numbers == [1, 2, 1, 1, 3]


def test_a_run_has_no_number(ada: User, exercise: Exercise) -> None:
    assert Submission.objects.submit(ada, exercise, "a", "run").number == 0
    assert Submission.objects.submit(ada, exercise, "a").number == 1


def test_the_same_code_twice_waits_once(ada: User, exercise: Exercise) -> None:
    first = Submission.objects.submit(ada, exercise, "a")
    assert Submission.objects.submit(ada, exercise, "a") == first
    assert Submission.objects.submit(ada, exercise, "a", "run") != first


def test_the_same_code_after_its_verdict_is_a_new_attempt(ada: User, exercise: Exercise) -> None:
    first = graded(ada, exercise, "passed", "a")
    assert Submission.objects.submit(ada, exercise, "a").number == first.number + 1


@pytest.mark.parametrize("source", ["", "   \n\t\n"])
def test_nothing_is_refused(ada: User, exercise: Exercise, source: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, source)
    assert refused.value.code == "empty"
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        ("a\nb\0c", "nul", "Line 2 has a NUL byte"),
        ("a\n\nb = '\ud83d'", "surrogate", "Line 3 has half of a character (U+D83D)"),
    ],
)
def test_what_no_database_can_keep_is_named(ada: User, exercise: Exercise, source: str, code: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, source)
    assert refused.value.code == code
    assert words in refused.value.messages[0]


def test_too_much_is_refused_with_the_limit_named(ada: User, exercise: Exercise, settings: Settings) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, "x" * 1024 * 1024)
    assert refused.value.code == "too_large"
    assert "1024 KB" in refused.value.messages[0] and "128 KB" in refused.value.messages[0]
    assert Submission.objects.submit(ada, exercise, "x" * settings.SOURCE_LIMIT_BYTES)


def test_the_limit_counts_bytes(ada: User, exercise: Exercise, settings: Settings) -> None:
    with pytest.raises(ValidationError):
        Submission.objects.submit(ada, exercise, "中" * (settings.SOURCE_LIMIT_BYTES // 2))


def test_a_withdrawn_exercise_takes_nothing_new(ada: User, exercise: Exercise) -> None:
    exercise.withdrawn_at = timezone.now()
    with pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, "a")
    assert refused.value.code == "withdrawn"


def test_refusals_are_in_the_persons_language(ada: User, exercise: Exercise) -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, " ")
    assert "编辑器" in refused.value.messages[0]


def test_a_person_has_only_so_much_waiting(ada: User, exercise: Exercise, settings: Settings) -> None:
    for number in range(settings.WAITING_LIMIT):
        Submission.objects.submit(ada, exercise, f"x = {number}")
    with pytest.raises(ValidationError) as refused:
        Submission.objects.submit(ada, exercise, "one more")
    assert refused.value.code == "too_many"


def test_a_worker_is_nudged_after_the_commit(
    ada: User,
    exercise: Exercise,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    nudges: list[int] = []
    monkeypatch.setattr(events, "nudge", lambda: nudges.append(Submission.objects.count()))
    with django_capture_on_commit_callbacks(execute=True):
        Submission.objects.submit(ada, exercise, "a")
        assert nudges == []
    assert nudges == [1]


def test_a_dead_broker_costs_nothing(
    ada: User,
    exercise: Exercise,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """There is no broker in this test at all."""
    with django_capture_on_commit_callbacks(execute=True):
        row = Submission.objects.submit(ada, exercise, "a")
    row.refresh_from_db()
    assert row.state == "queued"
    assert "rows stay queued, the reconciler will nudge" in caplog.text
