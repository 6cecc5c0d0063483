"""The vocabulary of submissions: who may see which, what waits, and who grades next."""

import logging
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Lesson
from jieti.lib.logs import about
from jieti.submissions import events, sources

if TYPE_CHECKING:
    from jieti.submissions.models import Draft, Submission

log = logging.getLogger(__name__)

REGRADE_BATCH = 200  # rows in one transaction: others write between two of them


class DraftQuerySet(models.QuerySet["Draft"]):
    """What editors hold."""

    def keep(self, learner: User, exercise: Exercise, source: str) -> "Draft":
        """Keep `source` as this person's draft; ValidationError if it cannot be kept."""
        values = {"source": sources.storable(source)}
        return self.update_or_create(learner=learner, exercise=exercise, defaults=values)[0]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Attempts and runs."""

    def visible_to(self, user: User) -> "SubmissionQuerySet":
        """Those `user` may open: their own; a mentor's cohorts'; an administrator's, all."""
        if user.is_admin:
            return self
        allowed = Q(learner=user)
        if user.is_mentor:
            allowed |= Q(learner__in=User.objects.filter(cohorts__mentors=user))
        return self.filter(allowed)

    def attempts(self) -> "SubmissionQuerySet":
        """What was handed in to be graded; no runs."""
        return self.filter(kind=self.model.Kind.SUBMIT)

    def by_learners(self) -> "SubmissionQuerySet":
        """What people sent themselves, attempts and runs."""
        return self.exclude(kind=self.model.Kind.AGAIN)

    def of_exercises(self) -> "SubmissionQuerySet":
        """Without the runs of lessons' code."""
        return self.filter(lesson=None)

    def attempts_at(self, learner: User, exercise: Exercise) -> "SubmissionQuerySet":
        """One person's attempts at one exercise, the newest first."""
        return self.attempts().filter(learner=learner, exercise=exercise).order_by("-number")

    def queued(self) -> "SubmissionQuerySet":
        return self.filter(state=self.model.State.QUEUED)

    def unfinished(self) -> "SubmissionQuerySet":
        return self.filter(state__in=[self.model.State.QUEUED, self.model.State.RUNNING])

    def running(self) -> "SubmissionQuerySet":
        return self.filter(state=self.model.State.RUNNING)

    def interactive(self) -> "SubmissionQuerySet":
        """Those that somebody waits for."""
        return self.filter(lane=self.model.Lane.INTERACTIVE)

    def bulk(self) -> "SubmissionQuerySet":
        """Those that nobody waits for."""
        return self.filter(lane=self.model.Lane.BULK)

    def before(self, row: "Submission") -> "SubmissionQuerySet":
        """Those that come before `row` in the line."""
        same_turn = Q(turn=row.turn, created_at__lt=row.created_at)
        same_lane = Q(lane=row.lane) & (Q(turn__lt=row.turn) | same_turn)
        return self.filter(Q(lane__lt=row.lane) | same_lane)

    def queued_for(self, seconds: float) -> "SubmissionQuerySet":
        """Rows that have waited for longer than `seconds`: their nudge may be lost."""
        return self.queued().filter(created_at__lte=timezone.now() - timedelta(seconds=seconds))

    def lease_expired(self) -> "SubmissionQuerySet":
        """Rows whose worker has not been heard of since its lease ended."""
        return self.filter(state=self.model.State.RUNNING, lease_until__lt=timezone.now())

    def submit(self, learner: User, exercise: Exercise, source: str, kind: str = "submit") -> "Submission":
        """Take `source` in and nudge a worker once that is committed.

        ValidationError (codes empty, nul, surrogate, too_large, withdrawn) says what is wrong with it. Handing in again
        what is still waiting returns the row that waits.
        """
        source = sources.gradable(source)
        version = exercise.current
        if exercise.withdrawn_at or version is None:
            raise ValidationError(
                _("This exercise has been withdrawn; nothing new can be handed in."), code="withdrawn"
            )
        return self._take_in(learner, source, kind, exercise=exercise, version=version)

    def run_blocks(self, learner: User, lesson: Lesson, source: str) -> "Submission":
        """Take the code of `lesson` in, changed or not, up to the block that is to be run.

        ValidationError as for `submit`.
        """
        return self._take_in(learner, sources.gradable(source), self.model.Kind.RUN, lesson=lesson)

    def _take_in(self, learner: User, source: str, kind: str, **what: Any) -> "Submission":
        row = self.model(learner=learner, source=source, kind=kind, **what)
        with transaction.atomic():
            # So that two attempts never take the same number; SQLite, which has one writer, needs no lock.
            User.objects.select_for_update().only("pk").get(pk=learner.pk)
            waiting = list(self.unfinished().interactive().filter(learner=learner).defer("verdict"))
            for other in waiting:
                if other.asks == row.asks:
                    return other
            if len(waiting) >= settings.WAITING_LIMIT:
                raise ValidationError(
                    _("You already have %(n)s waiting. Hand in more once some of them have their verdict.")
                    % {"n": settings.WAITING_LIMIT},
                    code="too_many",
                )
            row.turn = self._turn_after(waiting)
            row.number = self._next_number(learner, row.task) if row.is_attempt else 0
            row.save(force_insert=True)
            transaction.on_commit(events.nudge, robust=True)
        with about(submission=row.pk):  # the one line that has both: this request, and the row that goes on from here
            log.info("submission %s: handed in", row.pk)
        return row

    def grade_again(self, exercise: Exercise, every: bool = False) -> int:
        """Have what people handed in to earlier versions of `exercise` graded at the current one, in bulk.

        The last attempt of each, or `every` one; never twice at the same version. Each gets a row of its own beside
        the attempt, which stays as it is. Return how many.
        """
        made = 0
        version, kind = exercise.current, self.model.Kind.AGAIN
        done = self.attempts().filter(exercise=exercise, state=self.model.State.DONE).exclude(version=version)
        old = done.exclude(regradings__version=version)
        if not every:
            later = self.model.objects.attempts().filter(learner=OuterRef("learner"), exercise=exercise)
            old = old.exclude(Exists(later.filter(number__gt=OuterRef("number"))))
        while rows := old.order_by("pk")[:REGRADE_BATCH]:  # one at a time would do, but takes a hundred times as long
            made += len(
                self.bulk_create(
                    self.model(
                        learner_id=row.learner_id,
                        exercise=exercise,
                        version=version,
                        kind=kind,
                        of=row,
                        number=row.number,
                        source=row.source,
                        lane=self.model.Lane.BULK,
                    )
                    for row in rows
                )
            )
        events.nudge()
        return made

    def compared(self, exercise: Exercise) -> dict[str, int]:
        """Return what grading again at the current version has come to: same, gained and lost, by passing or not."""
        done = self.filter(kind=self.model.Kind.AGAIN, exercise=exercise, version=exercise.current)
        passed, before = Q(status=self.model.Status.PASSED), Q(of__status=self.model.Status.PASSED)
        return done.filter(state=self.model.State.DONE).aggregate(
            same=Count("pk", filter=(passed & before) | (~passed & ~before)),
            gained=Count("pk", filter=passed & ~before),
            lost=Count("pk", filter=~passed & before),
        )

    def claim(self) -> "Submission | None":
        """Take the next row in line, for `settings.LEASE_SECONDS`; None when nothing waits.

        Postgres passes over rows that another worker is just marking; SQLite has one writer.
        """
        now = timezone.now()
        taken = {
            "state": self.model.State.RUNNING,
            "claim": uuid.uuid4(),
            "started_at": now,
            "lease_until": now + timedelta(seconds=settings.LEASE_SECONDS),
        }
        with transaction.atomic():
            row = self._next_in_line().first()
            if row is None:
                return None
            self.filter(pk=row.pk).update(**taken)
        for name, value in taken.items():
            setattr(row, name, value)
        events.publish(row)
        return row

    def take_back(self) -> "list[Submission]":
        """Take every row whose lease has run out from its worker, unless that has just renewed it."""
        rows = list(self.lease_expired().select_related("learner", "exercise", "version", "lesson"))
        for row in rows:
            row.claim, lost = uuid.uuid4(), row.claim
            if not self.lease_expired().filter(pk=row.pk, claim=lost).update(claim=row.claim):
                row.claim = None
        return [row for row in rows if row.claim is not None]

    def _next_in_line(self) -> "SubmissionQuerySet":
        """Turn by turn. What nobody waits for comes last, and one at a time, so that other slots stay free."""
        rows = self.model.objects
        waiting = self.queued().filter(Q(lane=self.model.Lane.INTERACTIVE) | ~Exists(rows.running().bulk()))
        found = waiting.order_by("lane", "turn", "created_at").select_related(
            "learner", "exercise", "version", "lesson"
        )
        return found.defer("version__files").select_for_update(skip_locked=True, of=("self",))

    def _turn_after(self, waiting: "list[Submission]") -> int:
        """Return the turn of the next row of somebody who has these waiting.

        Turns are rounds: in each, everybody who has something waiting is served once (decision 10). Who comes with
        something joins the round that is being served; each further row is for the round after one's last.
        """
        now = self.unfinished().interactive().aggregate(now=Min("turn"))["now"] or 0
        return max([now, *(row.turn + 1 for row in waiting if not row.faults)])

    def _next_number(self, learner: User, exercise: Exercise) -> int:
        last = self.attempts_at(learner, exercise).order_by().aggregate(last=Max("number"))["last"]
        return (last or 0) + 1
