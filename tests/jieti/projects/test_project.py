"""A learner on a project: milestones ticked and unticked, bad links refused, done where nobody mentors."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Project, Track, Unit, UnitItem
from jieti.mentoring.models import Cohort
from jieti.projects.models import MilestoneMark, ProjectWork
from jieti.study.models import Completion
from jieti.study.progress import progress
from jieti.study.schedule import schedules
from jieti.submissions.next_step import next_step
from tests.jieti.projects.conftest import HAND_IN, NOTE, PAGE, TICK, is_done, make_project
from tests.jieti.study.conftest import MONDAY

Whole = Callable[[User], ProjectWork]


def test_works(project: Project, ada_client: Client) -> None:
    page = ada_client.get(PAGE).content.decode()
    assert "Build digits" in page and "0 of 2 milestones" in page and "The split is honest" in page
    assert 'href="/exercises/llm-42-sdpa/"' in page
    assert "Build digits" in ada_client.get("/projects/").content.decode()
    assert not ProjectWork.objects.exists()


def test_both_languages(project: Project, ada: User, ada_client: Client) -> None:
    ada.language = "zh-hans"
    ada.save()
    page = ada_client.get(PAGE).content.decode()
    assert "Build digits（中）" in page and "里程碑" in page


def test_strangers_sign_in_first(project: Project, client: Client) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/accounts/login/")
    assert client.post(TICK, NOTE).headers["Location"].startswith("/accounts/login/")


def test_what_does_not_exist(project: Project, ada_client: Client) -> None:
    assert ada_client.get("/projects/nothing/").status_code == 404
    assert ada_client.post(PAGE + "milestones/nothing/", NOTE).status_code == 404
    Project.objects.update(withdrawn_at="2026-11-22T00:00Z")
    assert ada_client.get(PAGE).status_code == 404
    assert "Build digits" not in ada_client.get("/projects/").content.decode()


def test_wrong_method(project: Project, ada_client: Client) -> None:
    assert ada_client.post(PAGE).status_code == 405
    assert ada_client.get(TICK).status_code == 405
    assert ada_client.get(HAND_IN).status_code == 405


def test_a_milestone_is_ticked_with_what_shows_it_and_unticked(project: Project, ada_client: Client) -> None:
    assert ada_client.post(TICK, NOTE).headers["Location"] == PAGE + "#milestone-data"
    page = ada_client.get(PAGE).content.decode()
    assert 'href="https://example.org/ada/digits" rel="noopener noreferrer nofollow"' in page
    assert "<strong>unseen</strong>" in page and "1 of 2 milestones" in page
    ada_client.post(TICK, {"note": "0.95 now"})
    mark = MilestoneMark.objects.get()
    assert (mark.link, mark.note) == ("", "0.95 now")
    ada_client.post(TICK, {"done": "0"})
    assert not MilestoneMark.objects.exists()
    assert "0 of 2 milestones" in ada_client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"link": "", "note": "   "},
        {"link": "javascript:alert(1)"},
        {"link": "http://example.org/"},
        {"link": "ftp://example.org/"},
        {"link": "//example.org/"},
        {"link": "data:text/html,x"},
        {"link": "https://ada:secret@example.org/"},
        {"link": "https://example.org/" + "x" * 500},
        {"link": "https://example.org/\x00"},
        {"note": "x" * 2001},
        {"note": "nul \x00"},
    ],
)
def test_what_shows_nothing_is_refused_and_kept_in_the_form(
    project: Project, ada_client: Client, form: dict[str, str]
) -> None:
    response = ada_client.post(TICK, form)
    assert response.status_code == 400
    assert not MilestoneMark.objects.exists()
    page = response.content.decode()
    assert "errorlist" in page and '<details class="fold" open>' in page
    assert 'href="javascript' not in page


def test_a_note_is_no_html(project: Project, ada_client: Client) -> None:
    ada_client.post(TICK, {"note": "<script>alert(1)</script> [x](javascript:alert(1))"})
    main = ada_client.get(PAGE).content.decode().partition("<main")[2]
    assert "<script>" not in main and 'href="javascript' not in main


def test_an_exercise_ticks_its_milestone_and_nobody_else(project: Project, ada: User, ada_client: Client) -> None:
    assert ada_client.post(PAGE + "milestones/code/", NOTE).status_code == 400
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "llm-42-sdpa")
    assert "1 of 2 milestones" in ada_client.get(PAGE).content.decode()


def test_everybody_has_their_own(project: Project, ada_client: Client, bo_client: Client, ada: User) -> None:
    ada_client.post(TICK, NOTE)
    assert "example.org/ada" not in bo_client.get(PAGE).content.decode()
    bo_client.post(TICK, {"done": "0"})
    assert MilestoneMark.objects.get().work.learner == ada


def test_without_a_mentor_the_last_milestone_finishes_it(project: Project, ada: User, ada_client: Client) -> None:
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "llm-42-sdpa")
    assert not is_done(ada)
    ada_client.post(TICK, NOTE)
    assert is_done(ada)
    assert "The project counts in your plan" in ada_client.get(PAGE).content.decode()
    ada_client.post(TICK, {"done": "0"})
    assert not is_done(ada)


def test_the_last_milestone_may_be_an_exercise(project: Project, ada: User, ada_client: Client) -> None:
    ada_client.post(TICK, NOTE)
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "other")
    assert not is_done(ada)
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "llm-42-sdpa")
    assert is_done(ada)


def test_with_a_mentor_it_is_not_done_before_they_accept(ada: User, cohort: Cohort, whole: Whole) -> None:
    whole(ada)
    assert not is_done(ada)


@pytest.mark.parametrize("change", ["inactive", "role", "self"])
def test_a_mentor_who_cannot_look_is_none(ada: User, mei: User, cohort: Cohort, whole: Whole, change: str) -> None:
    if change == "inactive":
        mei.is_active = False
    elif change == "role":
        mei.role = "learner"
    else:
        cohort.mentors.set([ada])
    mei.save()
    whole(ada)
    assert is_done(ada)


def test_who_lost_their_mentor_counts_it_as_done(ada: User, ada_client: Client, cohort: Cohort, whole: Whole) -> None:
    whole(ada)
    cohort.mentors.clear()
    assert "Count it as done" in ada_client.get(PAGE).content.decode()
    ada_client.post(HAND_IN)
    assert is_done(ada)


def test_the_plan_and_the_progress_count_it(project: Project, ada: User, enrol: Callable[..., object]) -> None:
    track = Track.objects.get()
    enrolment = enrol(ada, track, MONDAY)
    (schedule,) = schedules([enrolment])  # type: ignore[list-item]
    slots = [slot for day in schedule.plan.days for slot in day.slots if slot.item.key == "project:digits"]
    assert sum(slot.minutes for slot in slots) == 120 and len(slots) == 2
    assert progress(track, ada).unit("T0.D3") == (0, 1)
    Completion.objects.record(ada, Completion.Kind.PROJECT, "digits")
    assert progress(track, ada).unit("T0.D3") == (1, 1)


def test_today_shows_it(project: Project, ada: User, ada_client: Client, enrol: Callable[..., object]) -> None:
    enrol(ada, Track.objects.get(), MONDAY, minutes_per_day=600)
    page = ada_client.get("/today/").content.decode()
    assert 'href="/projects/digits/"' in page
    assert 'href="/projects/digits/"' in ada_client.get("/plan/").content.decode()


def test_a_project_is_what_comes_after_an_exercise(project: Project, ada: User, enrol: Callable[..., object]) -> None:
    enrol(ada, Track.objects.get(), MONDAY)
    UnitItem.objects.create(unit=Unit.objects.get(key="T0.D1"), position=2, project=project)
    step = next_step(ada, Exercise.objects.get(slug="llm-42-sdpa"))
    assert step is not None and step.item is not None and step.item.project == project
    Completion.objects.record(ada, Completion.Kind.PROJECT, "digits")
    step = next_step(ada, Exercise.objects.get(slug="llm-42-sdpa"))
    assert step is not None and step.done == 1 and step.item is not None and step.item.project is None


def test_queries(
    project: Project,
    ada: User,
    ada_client: Client,
    cohort: Cohort,
    whole: Whole,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    whole(ada)
    with django_assert_max_num_queries(12):
        ada_client.get(PAGE)
    for n in range(20):
        make_project(f"p{n}")
    with django_assert_max_num_queries(8):
        ada_client.get("/projects/")
