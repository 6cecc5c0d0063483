"""What can be asked of, and done with, many enrolments, completions, sittings and cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models, transaction

from jieti.accounts.models import User
from jieti.courses.models import Lesson, Track
from jieti.study import clock, memory

if TYPE_CHECKING:
    from jieti.study.models import Completion, Enrolment, ReviewCard, Sitting


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def open(self) -> EnrolmentQuerySet:
        """Those that nobody has left."""
        return self.filter(left_at__isnull=True)

    def of(self, learner: User) -> EnrolmentQuerySet:
        """A learner's open enrolments, the one they began with first, with all that a plan needs."""
        return self.open().filter(learner=learner).with_plan().order_by("created_at", "pk")

    def with_plan(self) -> EnrolmentQuerySet:
        return self.select_related("track").prefetch_related("pauses")

    def enrol(
        self,
        learner: User,
        track: Track,
        starts_on: date,
        weekdays: Iterable[int],
        minutes_per_day: int,
        part: str = "",
    ) -> Enrolment:
        """Put a learner on a track; an open enrolment they have there stays as it is."""
        defaults = {
            "starts_on": starts_on,
            "weekdays": sorted(weekdays),
            "minutes_per_day": minutes_per_day,
            "part": part,
        }
        return self.get_or_create(learner=learner, track=track, left_at=None, defaults=defaults)[0]


class CompletionQuerySet(models.QuerySet["Completion"]):
    def record(self, learner: User, kind: str, key: str, at: datetime | None = None) -> Completion:
        """Note that something is done. The first time counts; doing it again changes nothing."""
        found, _ = self.get_or_create(learner=learner, kind=kind, key=key, defaults={"at": at or clock.now()})
        return found

    def for_learner(self, learner: User) -> dict[str, datetime]:
        """Return {"lesson:slug": when it was done} with everything one learner has done, on whatever track."""
        return self.for_learners([learner]).get(learner.pk, {})

    def for_learners(self, learners: Iterable[User]) -> dict[int, dict[str, datetime]]:
        """Return the same for many, by the learner's id, in one query."""
        found: dict[int, dict[str, datetime]] = {}
        rows = self.filter(learner__in=[learner.pk for learner in learners])
        for learner, kind, key, at in rows.values_list("learner_id", "kind", "key", "at"):
            found.setdefault(learner, {})[f"{kind}:{key}"] = at
        return found


class SittingQuerySet(models.QuerySet["Sitting"]):
    def record(self, learner: User, key: str, on: date, minutes: int) -> Sitting:
        """Note that a part of a long item is done for today; once a day."""
        return self.get_or_create(learner=learner, key=key, on=on, defaults={"minutes": minutes})[0]

    def for_learners(self, learners: Iterable[User]) -> dict[int, dict[str, dict[date, int]]]:
        """Return, by the learner's id, {"exercise:slug": {day: minutes}}."""
        found: dict[int, dict[str, dict[date, int]]] = {}
        rows = self.filter(learner__in=[learner.pk for learner in learners])
        for learner, key, on, minutes in rows.values_list("learner_id", "key", "on", "minutes"):
            found.setdefault(learner, {}).setdefault(key, {})[on] = minutes
        return found


class ReviewCardQuerySet(models.QuerySet["ReviewCard"]):
    def enter(self, learner: User, lesson: Lesson) -> int:
        """Take a finished lesson's cards into the learner's memory, due from tomorrow. Return how many are new."""
        if lesson.published is None:
            return 0
        ids = [card["id"] for card in lesson.published.cards]
        known = set(self.filter(learner=learner, lesson_slug=lesson.slug).values_list("card_id", flat=True))
        due = clock.tomorrow_morning(learner)
        new = [
            self.model(learner=learner, lesson_slug=lesson.slug, card_id=id_, state=memory.new(due), due_at=due)
            for id_ in ids
            if id_ not in known
        ]
        self.bulk_create(new, ignore_conflicts=True)
        return len(new)

    def due(self, learner: User) -> ReviewCardQuerySet:
        """The cards to see today on the learner's own calendar, those waiting longest first."""
        return self.filter(learner=learner, due_at__lt=clock.tomorrow_morning(learner)).order_by("due_at", "pk")

    def after_today(self, learner: User) -> ReviewCardQuerySet:
        """The cards that come later, the next one first."""
        return self.filter(learner=learner, due_at__gte=clock.tomorrow_morning(learner)).order_by("due_at", "pk")

    def rate(self, pk: int, learner: User, rating: int, seen: str) -> ReviewCard | None:
        """Rate one's own card as it was `seen` (its due time); rated meanwhile elsewhere, it stays as it is.

        None: the learner has no such card.
        """
        with transaction.atomic():
            card = self.select_for_update().filter(pk=pk, learner=learner).first()
            if card is not None and card.seen == seen:
                card.state, card.due_at = memory.review(card.state, rating, clock.now())
                card.save(update_fields=["state", "due_at"])
        return card
