"""What waits for a mentor: answers they have not read, and learners who are stuck."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from jieti.accounts.models import User
from jieti.mentoring.models import Comment, Notice, learners_of
from jieti.study.models import Completion
from jieti.submissions.models import Submission

STUCK_AFTER = 3  # attempts at one exercise without a pass


@dataclass(frozen=True)
class Waiting:
    """One thing to look at, and since when."""

    reason: str  # "answer" or "stuck"
    submission: Submission
    since: datetime
    comment: Comment | None = None


def waiting_for(mentor: User) -> list[Waiting]:
    """Return what waits for `mentor`, the oldest first."""
    return sorted([*answers(mentor), *stuck(mentor)], key=lambda entry: entry.since)


def answers(mentor: User) -> list[Waiting]:
    """Return comments in the mentor's conversations that they have not read."""
    notices = Notice.objects.filter(recipient=mentor).unread()
    notices = notices.select_related("comment__submission__learner", "comment__submission__exercise", "comment__author")
    return [Waiting("answer", n.comment.submission, n.created_at, n.comment) for n in notices]


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
    return [Waiting("stuck", row, row.graded_at or row.created_at) for row in rows[:50]]


def waiting_counts(mentor: User, entries: list[Waiting]) -> dict[int, int]:
    """Return how many of `entries` belong to each learner, by learner id."""
    counts: dict[int, int] = {}
    for entry in entries:
        counts[entry.submission.learner_id] = counts.get(entry.submission.learner_id, 0) + 1
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
