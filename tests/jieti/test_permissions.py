"""Every address against every role. An address that is missing from the table fails the test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

import grader
from jieti.accounts.models import User
from jieti.api.models import Token
from jieti.courses.models import Exercise, ExerciseVersion, Lesson, Project, Question, Track, Unit, UnitItem
from jieti.mentoring.models import Cohort, Comment, Notice
from jieti.operations import readiness
from jieti.operations.models import Machine
from jieti.projects.models import ProjectWork
from jieti.study.models import Enrolment, QuizAttempt, ReviewCard
from jieti.submissions.models import Submission
from tests.conftest import signed_in
from tests.jieti.studio.conftest import add_revision

SOFTMAX = Path(__file__).parents[1] / "grader" / "exercises" / "softmax"
ROLES = ("anonymous", "ada", "bo", "mei", "other_mentor", "ann", "root")

IN = "signs in"  # redirected to the sign-in page
OK = "may"  # the view did its work: a page, a redirect elsewhere, or a complaint about the empty form
NO = "404"
API = "401"


@dataclass(frozen=True)
class Row:
    """An address, how it is asked for, and the answer for anonymous / ada / bo / mei / other mentor / ann / root."""

    name: str
    arguments: tuple[str, ...] = ()
    method: str = "get"
    expected: tuple[str, ...] = ()
    form: tuple[tuple[str, str], ...] = ()


def public(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (OK,) * 7)


def signed(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (IN, *(OK,) * 6))


def adas_own(name: str, *arguments: str, method: str = "get") -> Row:
    """Only ada: even an administrator has no business here."""
    return Row(name, arguments, method, (IN, OK, *(NO,) * 5))


def looked_after(name: str, *arguments: str, method: str = "get") -> Row:
    """Ada, her mentor, and administrators."""
    return Row(name, arguments, method, (IN, OK, NO, OK, NO, NO, OK))


def mentors(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (IN, NO, NO, OK, OK, NO, OK))


def adas_mentor(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (IN, NO, NO, OK, NO, NO, OK))


def authors(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (IN, NO, NO, NO, NO, OK, OK))


def admins(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (IN, *(NO,) * 5, OK))


def api(name: str, *arguments: str, method: str = "get") -> Row:
    return Row(name, arguments, method, (API, *(OK,) * 6))


#: Arguments are names of things in `world`.
TABLE = [
    # everybody
    public("home"),
    public("healthz"),
    public("readyz"),
    public("language", method="post"),
    public("roadmaps"),
    public("roadmap", "track"),
    public("unit", "track", "unit"),
    public("concepts"),
    public("glossary"),
    public("api_schema"),
    # the administrator's first visit: there is an administrator, so it is over
    Row("setup", ("setup_token",), "get", (NO,) * 7),
    # one's own account
    *(public(f"account_{name}") for name in ("login", "signup", "logout", "inactive", "reset_password")),
    *(public(f"account_{name}") for name in ("reset_password_done", "reset_password_from_key_done")),
    public("account_reset_password_from_key", "uidb36", "key"),
    *(signed(f"account_{name}") for name in ("change_password", "set_password", "reauthenticate")),
    # e-mail addresses are not confirmed unless an operator turns that on; the pages are allauth's
    signed("account_email"),
    public("account_email_verification_sent"),
    public("account_confirm_email", "key"),
    Row("account_confirm_login_code", (), "get", (IN, *(OK,) * 6)),
    signed("settings"),
    signed("create_token", method="post"),
    adas_own("delete_token", "token", method="post"),
    # studying
    *(signed(name) for name in ("today", "plan", "review", "exercises", "inbox")),
    signed("search"),
    signed("lesson_quiz", "lesson"),
    signed("unit_quiz", "unit"),
    adas_own("quiz_result", "quiz_attempt"),
    signed("lesson", "lesson"),
    signed("lesson_done", "lesson", method="post"),
    signed("lesson_run", "lesson", method="post"),
    signed("lesson_asset", "real_lesson", "picture"),
    signed("unit_done", "unit", method="post"),
    signed("sitting", method="post"),
    signed("enrol", "track"),
    signed("enrol_preview", "track"),
    adas_own("enrolment", "enrolment"),
    replace(adas_own("review_card", "card", method="post"), form=(("rating", "3"),)),
    # building
    signed("projects"),
    signed("project", "project"),
    signed("milestone", "project", "milestone", method="post"),
    signed("project_hand_in", "project", method="post"),
    # writing
    signed("exercise", "exercise"),
    signed("draft", "exercise", method="post"),
    signed("submit", "exercise", method="post"),
    signed("run", "exercise", method="post"),
    signed("attempts", "exercise"),
    looked_after("submission", "submission"),
    looked_after("submission_state", "submission"),
    looked_after("submission_reproduce", "submission"),
    looked_after("submission_figure", "submission", "number"),
    looked_after("comment", "submission", method="post"),
    adas_own("notice", "notice"),
    signed("inbox_read", method="post"),
    # mentoring
    mentors("mentor"),
    adas_mentor("mentor_learner", "ada"),
    adas_mentor("project_review", "project_work"),
    # authoring
    authors("studio"),
    authors("studio_lesson", "lesson"),
    authors("studio_preview", "lesson", method="post"),
    authors("studio_revisions", "lesson"),
    authors("studio_revision", "lesson", "number"),
    authors("studio_restore", "lesson", "number", method="post"),
    authors("studio_settle", "lesson", "conflict", method="post"),
    # administering
    admins("people"),
    admins("person", "ada"),
    admins("create_cohort", method="post"),
    admins("delete_cohort", "spare_cohort", method="post"),
    admins("password_link", "ada", method="post"),
    admins("machines"),
    admins("examine_machine", "machine", method="post"),
    admins("forget_machine", "machine", method="post"),
    # scripts
    *(api(f"api_{n}") for n in ("me", "tracks", "plan", "today", "progress", "exercises", "submissions")),
    api("api_exercise", "exercise"),
    api("api_submit", "exercise", method="post"),
    Row("api_submission", ("submission",), "get", (API, OK, NO, OK, NO, NO, OK)),
]


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


def test_every_address_is_in_the_table() -> None:
    elsewhere = {
        "submission_events"
    }  # asynchronous: tests/jieti/submissions/test_live.py opens it as owner and as stranger
    assert set(names(get_resolver().url_patterns)) - elsewhere == {row.name for row in TABLE}


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is none here; /readyz would say so."""
    monkeypatch.setattr(readiness, "broker_answers", lambda: True)


@pytest.fixture
def other_mentor(make_person: Callable[..., User]) -> User:
    return make_person("other", role="mentor")


@pytest.fixture
def clients(ada: User, bo: User, mei: User, other_mentor: User, ann: User, root: User) -> dict[str, Client]:
    people = {"ada": ada, "bo": bo, "mei": mei, "other_mentor": other_mentor, "ann": ann, "root": root}
    return {"anonymous": Client(), **{name: signed_in(person) for name, person in people.items()}}


@pytest.fixture
def world(ada: User, mei: User) -> dict[str, Any]:
    """One of everything, ada's where it belongs to somebody."""
    track = Track.objects.create(key="T9", slug="tiny", position=9, title={"zh": "小", "en": "Tiny"}, digest="t")
    unit = Unit.objects.create(
        track=track, key="T9.D1", kind="day", number=1, position=1, title={"zh": "一", "en": "One"}
    )
    lesson = Lesson.objects.create(slug="attention")
    lesson.published = add_revision(lesson, "published")
    lesson.save()
    conflict = add_revision(lesson, "conflict")
    exercise = Exercise.objects.create(slug="tiny-exercise", title={"zh": "题", "en": "Task"})
    files = dict(grader.Exercise.from_folder(SOFTMAX).files)
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d", files=files)
    exercise.save()
    asked = {"ask": {"zh": "几", "en": "How many"}, "why": {"zh": "两", "en": "Two"}, "answer": 2}
    Question.objects.create(key="attention/one", lesson="attention", position=0, kind="number", data=asked)
    UnitItem.objects.create(unit=unit, position=1, lesson=lesson)
    UnitItem.objects.create(unit=unit, position=2, exercise=exercise)
    part = {name: {"zh": "一", "en": "One"} for name in ("title", "do", "shows")} | {"id": "data", "exercises": []}
    told = {"title": {"zh": "做", "en": "Build"}, "body": {"zh": "文", "en": "Text"}}
    project = Project.objects.create(slug="digits", **told, milestones=[part], digest="d")
    cohort = Cohort.objects.create(name="Class")
    cohort.learners.add(ada)
    cohort.mentors.add(mei)
    Submission.objects.submit(ada, exercise, "x = 1\n")
    submission = Submission.objects.claim()
    assert submission is not None
    again = {"check": "values", "seed": "0x1", "call": ""}
    verdict = {"version": 1, "status": "failed", "score": 0.0, "checks": [], "diagnoses": [], "reproduce": again}
    verdict["figures"] = ["", ""]  # numbers 0 and 1
    submission.finish(verdict)
    enrolment = Enrolment.objects.enrol(ada, track, date(2026, 1, 5), [0, 1], 60)
    ReviewCard.objects.enter(ada, lesson)
    Comment.objects.say(mei, submission, "Look.", 1)
    long_ago = timezone.now() - timedelta(days=1)
    return {
        "track": track.slug,
        "unit": unit.key,
        "setup_token": "nope",
        "lesson": lesson.slug,
        "real_lesson": "self-attention",
        "picture": "attention.svg",
        "number": 1,
        "conflict": conflict.number,
        "exercise": exercise.slug,
        "project": project.slug,
        "milestone": "data",
        "project_work": ProjectWork.objects.begin(ada, project).pk,
        "submission": submission.pk,
        "enrolment": enrolment.pk,
        "quiz_attempt": QuizAttempt.objects.create(
            learner=ada, about="lesson:attention", seed="s", answers=[], right=0, total=1
        ).pk,
        "card": ReviewCard.objects.get().pk,
        "notice": Notice.objects.get(recipient=ada).pk,
        "token": Token.objects.issue(ada, "mine")[0].pk,
        "spare_cohort": Cohort.objects.create(name="Spare").pk,
        "machine": Machine.objects.create(name="gone", backend="namespaces", last_seen=long_ago).pk,
        "ada": ada.pk,
        "uidb36": "1",
        "key": "set-password",
        "now": timezone.now(),
    }


def answer(client: Client, row: Row, world: dict[str, Any]) -> str:
    """Return OK, IN, NO or API for what came back."""
    path = reverse(row.name, args=[world[argument] for argument in row.arguments])
    response = getattr(client, row.method)(path, dict(row.form))
    if response.status_code in (301, 302) and response.headers["Location"].startswith("/accounts/login/"):
        return IN
    if response.status_code == 401:
        return API
    assert response.status_code < 500, (path, response.status_code)
    return NO if response.status_code == 404 else OK


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_who_may(row: Row, clients: dict[str, Client], world: dict[str, Any]) -> None:
    found = {}
    for role in ROLES:
        with transaction.atomic():  # what one role deletes must not decide what the next one finds
            found[role] = answer(clients[role], row, world)
            transaction.set_rollback(True)
    assert found == dict(zip(ROLES, row.expected, strict=True))
