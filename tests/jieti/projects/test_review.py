"""From a learner's hands into a mentor's, and back: the queue, the checklist, the decision, and who hears of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jieti.accounts.models import User
from jieti.courses.models import Project
from jieti.mentoring.models import Cohort, Notice
from jieti.mentoring.waiting import waiting_for
from jieti.projects.models import ProjectReview, ProjectWork
from tests.jieti.projects.conftest import HAND_IN, NOTE, PAGE, TICK, is_done

Whole = Callable[[User], ProjectWork]
YES = {"check-split": "yes", "check-number": "yes"}


@pytest.fixture
def work(ada: User, cohort: Cohort, whole: Whole) -> ProjectWork:
    """Ada's project, handed in."""
    found = whole(ada)
    assert found.hand_in()
    return found


def address(work: ProjectWork) -> str:
    return f"/mentor/projects/{work.pk}/"


def judge(client: Client, work: ProjectWork, decision: str, **form: str) -> int:
    status: int = client.post(address(work), {"seen": work.seen, **YES, "decision": decision, **form}).status_code
    work.refresh_from_db()
    return status


def test_handing_in_puts_it_before_the_mentor(
    ada: User, mei: User, ada_client: Client, mei_client: Client, cohort: Cohort, whole: Whole
) -> None:
    work = whole(ada)
    assert waiting_for(mei) == []
    ada_client.post(HAND_IN)
    (entry,) = waiting_for(mei)
    assert (entry.reason, entry.work, entry.learner) == ("project", work, ada)
    for page in ("/mentor/", f"/mentor/learners/{ada.pk}/"):
        assert f'href="{address(work)}"' in mei_client.get(page).content.decode()
    assert "With your mentor, handed in" in ada_client.get(PAGE).content.decode()


def test_only_what_is_whole_is_handed_in(project: Project, ada: User, ada_client: Client, cohort: Cohort) -> None:
    ada_client.post(TICK, NOTE)
    page = ada_client.post(HAND_IN, follow=True).content.decode()
    assert "Some milestones are not done yet" in page
    assert ProjectWork.objects.get().state == "working"


def test_it_can_be_taken_back(work: ProjectWork, mei: User, ada_client: Client) -> None:
    ada_client.post(HAND_IN, {"back": "1"})
    assert waiting_for(mei) == []
    ada_client.post(HAND_IN)
    assert len(waiting_for(mei)) == 1
    ada_client.post(TICK, {"done": "0"})  # no longer whole
    assert waiting_for(mei) == []


def test_the_mentor_sees_what_there_is(work: ProjectWork, mei_client: Client) -> None:
    page = mei_client.get(address(work)).content.decode()
    assert NOTE["link"] in page and "<strong>unseen</strong>" in page and "The split is honest" in page
    assert "2 of 2 milestones" in page


def test_accepting(work: ProjectWork, ada: User, ada_client: Client, mei_client: Client, mei: User) -> None:
    assert judge(mei_client, work, "accept", comment="Well **measured**.") == 302
    assert work.state == "accepted" and is_done(ada) and waiting_for(mei) == []
    inbox = ada_client.get("/inbox/").content.decode()
    assert "Mei accepted your project Build digits" in inbox and "<strong>measured</strong>" in inbox
    notice = Notice.objects.get(recipient=ada)
    assert ada_client.get(f"/inbox/{notice.pk}/").headers["Location"] == PAGE + "#reviews"
    assert not Notice.objects.unread().exists()
    assert "Your mentor accepted it" in ada_client.get(PAGE).content.decode()


def test_what_was_accepted_stays_as_it_was(
    work: ProjectWork, ada: User, ada_client: Client, mei_client: Client
) -> None:
    judge(mei_client, work, "accept")
    assert ada_client.post(TICK, {"done": "0"}).status_code == 400
    assert ada_client.post(TICK, {"note": "other"}).status_code == 400
    ada_client.post(HAND_IN)
    ada_client.post(HAND_IN, {"back": "1"})
    work.refresh_from_db()
    assert work.state == "accepted" and is_done(ada)


def test_returning_says_what_is_missing(work: ProjectWork, ada: User, ada_client: Client, mei_client: Client) -> None:
    assert judge(mei_client, work, "return", **{"check-split": "no", "comment": "Writers overlap."}) == 302
    assert work.state == "returned" and not is_done(ada)
    assert "Mei returned your project" in ada_client.get("/inbox/").content.decode()
    page = ada_client.get(PAGE).content.decode()
    assert "Writers overlap." in page and "Your mentor returned it" in page
    ada_client.post(HAND_IN)
    work.refresh_from_db()
    assert work.state == "handed"
    assert judge(mei_client, work, "accept") == 302 and is_done(ada)
    assert ProjectReview.objects.count() == 2


@pytest.mark.parametrize(
    ("decision", "form"),
    [
        ("accept", {"check-split": "no"}),  # accepted, though something is missing
        ("accept", {"check-split": ""}),
        ("accept", {"check-split": "perhaps"}),
        ("return", {}),  # everything there, and not a word why
        ("return", {"comment": "x" * 4001}),
        ("", {}),
        ("burn", {}),
        ("accept", {"seen": ""}),
    ],
)
def test_a_decision_that_says_nothing_is_asked_again(
    work: ProjectWork, mei_client: Client, decision: str, form: dict[str, str]
) -> None:
    assert judge(mei_client, work, decision, **form) == 400
    assert work.state == "handed" and not ProjectReview.objects.exists()


def test_what_the_learner_changed_meanwhile_is_looked_at_again(
    work: ProjectWork, ada: User, ada_client: Client, mei_client: Client, set_clock: Callable[..., None]
) -> None:
    seen = work.seen
    set_clock(2026, 11, 23, 2)
    ada_client.post(HAND_IN, {"back": "1"})
    assert judge(mei_client, work, "accept", seen=seen) == 302 and work.state == "working"
    ada_client.post(HAND_IN)
    assert judge(mei_client, work, "accept", seen=seen) == 302 and work.state == "handed"
    assert not is_done(ada) and not Notice.objects.exists()


def test_two_mentors_judge_it_once(work: ProjectWork, mei_client: Client, root_client: Client) -> None:
    seen = work.seen
    assert judge(mei_client, work, "accept") == 302
    judge(root_client, work, "return", seen=seen, comment="No.")
    assert work.state == "accepted" and ProjectReview.objects.count() == 1


def test_strangers_and_learners_have_no_such_page(
    work: ProjectWork, client: Client, ada_client: Client, bo_client: Client, ann_client: Client
) -> None:
    assert client.get(address(work)).headers["Location"].startswith("/accounts/login/")
    for stranger in (ada_client, bo_client, ann_client):
        assert stranger.get(address(work)).status_code == 404
        assert stranger.post(address(work), {"seen": work.seen, **YES, "decision": "accept"}).status_code == 404
    work.refresh_from_db()
    assert work.state == "handed"


def test_another_mentors_learner_is_404(whole: Whole, bo: User, mei_client: Client, cohort: Cohort) -> None:
    assert mei_client.get(address(whole(bo))).status_code == 404


def test_nobody_judges_their_own(whole: Whole, mei: User, mei_client: Client, cohort: Cohort) -> None:
    cohort.learners.add(mei)
    work = whole(mei)
    work.hand_in()
    assert mei_client.get(address(work)).status_code == 404 and waiting_for(mei) == []


def test_queries(
    work: ProjectWork, mei_client: Client, ada_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    judge(mei_client, work, "return", comment="Say which split.", **{"check-number": "no"})
    work.hand_in()
    with django_assert_max_num_queries(12):
        mei_client.get(address(work))
    with django_assert_max_num_queries(8):
        ada_client.get("/inbox/")
