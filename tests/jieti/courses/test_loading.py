"""Loading takes in what the files say: once, wholly, and without losing anybody's progress or text."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses import loading
from jieti.courses.content import lesson_digest
from jieti.courses.models import Exercise, Lesson, LessonRevision, Topic, Track, Unit, UnitItem
from jieti.courses.outcome import Outcome
from jieti.study.models import Completion, Enrolment

Change = Callable[[str, str, str], None]
Load = Callable[[], Outcome]
FILE = "tracks/0-short.yaml"


def edit_in_browser(lesson: Lesson, text: str) -> LessonRevision:
    """Publish another text, as the studio does."""
    assert lesson.published is not None
    old = lesson.published
    body = {"zh": old.body["zh"], "en": text}
    revision = lesson.add_revision(
        source="browser",
        state="draft",
        title=old.title,
        summary=old.summary,
        body=body,
        minutes=old.minutes,
        cards=old.cards,
        digest=lesson_digest(old.title, old.summary, body, old.minutes, old.cards),
    )
    lesson.publish(revision)
    return revision


def test_everything_arrives(track: Track) -> None:
    assert track.title == {"zh": "短路线", "en": "A short roadmap"}
    keys = list(track.units.values_list("key", "parent__key", "position", "minutes"))
    assert keys == [
        ("X0.C1", None, 0, 180),
        ("X0.W1", "X0.C1", 1, 180),
        ("X0.D1", "X0.W1", 2, 90),
        ("X0.D2", "X0.W1", 3, 60),
        ("X0.X", "X0.W1", 4, 30),
    ]
    day = Unit.objects.get(key="X0.D2")
    assert day.title["en"] == "Review"  # called after its topic
    assert day.is_project and day.notes[0]["id"] == "N1"
    assert Topic.objects.get(key="X0.P.1").unit is None
    assert [str(item.lesson or item.exercise) for item in UnitItem.objects.filter(unit__key="X0.D1")] == [
        "attention",
        "dot",
    ]


def test_the_second_time_nothing_is_written(track: Track, load_folder: Load) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert load_folder().is_quiet
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_failure_half_way_changes_nothing(load_folder: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(loading, "load_tracks", fail)
    with pytest.raises(RuntimeError):
        load_folder()
    assert not Lesson.objects.exists() and not Exercise.objects.exists()


def test_bad_files_change_nothing(track: Track, folder: Path, change: Change) -> None:
    change(FILE, "en: A short roadmap", "en: Another name")
    change(FILE, "{exercise: dot}", "{exercise: dash}")
    with pytest.raises(CommandError):
        call_command("load_curriculum", folder, stdout=StringIO(), stderr=StringIO())
    track.refresh_from_db()
    assert track.title["en"] == "A short roadmap"


def test_only_what_differs_is_written(track: Track, change: Change, load_folder: Load) -> None:
    change(FILE, "en: The first week", "en: Week one")
    outcome = load_folder()
    assert outcome.changed == {"track": 1, "tracksource": 1, "unit": 1} and not outcome.new


def test_what_is_gone_is_withdrawn_and_progress_stays(
    track: Track, ada: User, folder: Path, change: Change, load_folder: Load
) -> None:
    Enrolment.objects.enrol(ada, track, timezone.now().date(), [0], 60)
    Completion.objects.record(ada, "unit", "X0.D2")
    start = "    - key: X0.D2\n"
    text = (folder / FILE).read_text()
    day = text[text.index(start) : text.index("    - key: X0.X\n")]
    change(FILE, day, "")
    change(FILE, ", at: [X0.D2]", "")
    assert load_folder().withdrawn == {"unit": 1, "topic": 1}
    assert Unit.objects.get(key="X0.D2").withdrawn_at is not None
    assert Completion.objects.filter(learner=ada, key="X0.D2").exists()

    (folder / FILE).write_text(text)
    assert load_folder().restored == {"unit": 1, "topic": 1}
    assert Unit.objects.get(key="X0.D2").withdrawn_at is None


def test_a_withdrawn_lesson_comes_back(track: Track, folder: Path, change: Change, load_folder: Load) -> None:
    change(FILE, "{lesson: attention}, ", "")
    change(FILE, ", lessons: [attention]", "")
    change("exercises/dot/exercise.yaml", "attention#scale", "other#scale")
    (folder / "lessons/attention").rename(folder / "lessons/other")
    load_folder()
    assert Lesson.objects.get(slug="attention").withdrawn_at is not None
    (folder / "lessons/other").rename(folder / "lessons/attention")
    change("exercises/dot/exercise.yaml", "other#scale", "attention#scale")
    assert load_folder().restored["lesson"] == 1


def test_an_exercise_gets_a_version_and_keeps_the_old_one(track: Track, change: Change, load_folder: Load) -> None:
    first = Exercise.objects.get(slug="dot").current
    change("exercises/dot/solution.py", "x = 1", "x = 2")
    load_folder()
    exercise = Exercise.objects.get(slug="dot")
    assert exercise.current != first and exercise.versions.count() == 2
    change("exercises/dot/solution.py", "x = 2", "x = 1")
    load_folder()
    exercise.refresh_from_db()
    assert exercise.current == first and exercise.versions.count() == 2


def test_files_publish_while_the_browser_is_behind(lesson: Lesson, change: Change, load_folder: Load) -> None:
    change("lessons/attention/en.md", "Divide", "Divide everything")
    assert not load_folder().conflicts
    lesson.refresh_from_db()
    assert lesson.published is not None and "everything" in lesson.published.body["en"]
    assert list(lesson.revisions.values_list("state", flat=True)) == ["published", "superseded"]


def test_the_browsers_text_is_never_overwritten(lesson: Lesson, change: Change, load_folder: Load) -> None:
    edit_in_browser(lesson, "Written in the browser.")
    assert load_folder().is_quiet  # the files are what they were
    change("lessons/attention/en.md", "Divide", "Divide everything")
    assert load_folder().conflicts == ["attention"]
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body["en"] == "Written in the browser."
    kept = lesson.revisions.get(state="conflict")
    assert "everything" in kept.body["en"] and kept.source == "files"

    again = load_folder()
    assert again.conflicts == ["attention"] and again.is_quiet  # said again, kept once


def test_a_settled_conflict_is_settled(lesson: Lesson, change: Change, load_folder: Load) -> None:
    edit_in_browser(lesson, "Written in the browser.")
    change("lessons/attention/en.md", "Divide", "Divide everything")
    load_folder()
    lesson.revisions.filter(state="conflict").update(state="superseded")
    assert not load_folder().conflicts
    lesson.refresh_from_db()
    assert lesson.published is not None and lesson.published.body["en"] == "Written in the browser."
    change("lessons/attention/en.md", "Divide everything", "Divide it all")
    assert load_folder().conflicts == ["attention"]  # but the next change of the files is a new one


def test_files_that_caught_up_are_no_conflict(lesson: Lesson, folder: Path, load_folder: Load) -> None:
    edit_in_browser(lesson, "Written in the browser.\n")
    (folder / "lessons/attention/en.md").write_text("Written in the browser.\r\n## Scaling {#scale}\n")
    edit_in_browser(Lesson.objects.get(slug="attention"), "Written in the browser.\n## Scaling {#scale}")
    outcome = load_folder()
    assert not outcome.conflicts and outcome.is_quiet
    assert lesson.revisions.count() == 3


def test_the_command_counts(folder: Path, db: None) -> None:
    from django.utils import translation

    out = StringIO()
    with translation.override("en"):
        call_command("load_curriculum", folder, stdout=out)
        call_command("load_curriculum", folder, stdout=out)
    said = out.getvalue()
    assert "1 roadmaps, 1 stages, 2 days, 5 topics, 1 lessons, 1 exercises" in said
    assert said.rstrip().endswith("Nothing to write: up to date.")


def test_check_writes_nothing(folder: Path, db: None) -> None:
    call_command("load_curriculum", folder, "--check", stdout=StringIO())
    assert not Track.objects.exists()


def test_the_command_reports_every_problem(folder: Path, change: Change, db: None) -> None:
    change(FILE, "{exercise: dot}", "{exercise: dash}, {lesson: gone}")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("load_curriculum", folder, stderr=err, stdout=StringIO())
    assert "dash" in err.getvalue() and "gone" in err.getvalue()


def test_the_command_reports_a_conflict(lesson: Lesson, folder: Path, change: Change) -> None:
    edit_in_browser(lesson, "Written in the browser.")
    change("lessons/attention/en.md", "Divide", "Divide everything")
    err = StringIO()
    call_command("load_curriculum", folder, stderr=err, stdout=StringIO())
    assert "lessons/attention" in err.getvalue()
