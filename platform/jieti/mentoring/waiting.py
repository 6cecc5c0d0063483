"""What waits for a mentor: answers they have not read, learners who are stuck, projects handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from jieti.accounts.models import User
from jieti.mentoring.models import Comment, Notice, learners_of
from jieti.projects.models import ProjectWork
from jieti.study.models import Completion
from jieti.submissions.models import Submission

STUCK_AFTER = 3  # attempts at one exercise without a pass


@dataclass(frozen=True)
class Waiting:
    """One thing to look at, and since when."""

    reason: str  # "answer", "stuck" or "project"
    learner: User
    since: datetime
    submission: Submission | None = None
    comment: Comment | None = None
    work: ProjectWork | None = None


def waiting_for(mentor: User) -> list[Waiting]:
    """Return what waits for `mentor`, the oldest first."""
    return sorted([*answers(mentor), *stuck(mentor), *handed_in(mentor)], key=lambda entry: entry.since)


def answers(mentor: User) -> list[Waiting]:
    """Return comments in the mentor's conversations that they have not read."""
    notices = Notice.objects.filter(recipient=mentor, comment__isnull=False).unread()
    notices = notices.select_related("comment__submission__learner", "comment__submission__exercise", "comment__author")
    comments = [(n.created_at, n.comment) for n in notices if n.comment is not None]
    return [Waiting("answer", c.submission.learner, at, c.submission, c) for at, c in comments]


def stuck(mentor: User) -> list[Waiting]:
    """Return the latest attempt at each exercise that somebody has not passed in STUCK_AFTER attempts or more, and
    on which no mentor has said anything since."""
    mine: Any = learners_of(mentor).values("pk")
    said = Comment.objects.filter(submission=OuterRef("pk")).exclude(author=OuterRef("learner"))
    passed = Completion.objects.filter(
        learner=OuterRef("learner"), kind=Completion.Kind.EXERCISE, key=OuterRef("exercise__slug")
    )
    later = Submission.objects.attempts().filter(
        learner=OuterRef("learner"), exercise=OuterRef("exercise"), number__gt=OuterRef("number")
    )
    rows = (
        Submission.objects.attempts()
        .filter(learner__in=mine, number__gte=STUCK_AFTER, state=Submission.State.DONE)
        .filter(~Exists(passed), ~Exists(later), ~Exists(said))
        .exclude(status="internal")
        .select_related("learner", "exercise")
        .order_by("created_at")
    )
    return [Waiting("stuck", row.learner, row.graded_at or row.created_at, row) for row in rows[:50]]


def handed_in(mentor: User) -> list[Waiting]:
    """Return the projects that learners of `mentor` handed in. Nobody looks at their own."""
    mine: Any = learners_of(mentor).exclude(pk=mentor.pk).values("pk")
    works = ProjectWork.objects.handed_in().filter(learner__in=mine).select_related("learner", "project")
    works = works.defer("project__body", "project__milestones", "project__checklist")
    return [Waiting("project", work.learner, work.handed_at, work=work) for work in works[:50] if work.handed_at]


def waiting_counts(mentor: User, entries: list[Waiting]) -> dict[int, int]:
    """Return how many of `entries` belong to each learner, by learner id."""
    counts: dict[int, int] = {}
    for entry in entries:
        counts[entry.learner.pk] = counts.get(entry.learner.pk, 0) + 1
    return counts


def exercise_states(learner: User) -> Any:
    """Return the exercises `learner` has tried: slug, title, number of attempts, number passed, the last attempt."""
    return (
        Submission.objects.attempts()
        .filter(learner=learner)
        .values("exercise__slug", "exercise__title")
        .annotate(attempts=Count("pk"), passed=Count("pk", filter=Q(status="passed")))
        .order_by("exercise__slug")
    )
