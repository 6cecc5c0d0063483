"""The vocabulary of submissions: who may see which, what waits, and who grades next."""

import logging
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.lib.logs import about
from jieti.submissions import events, sources

if TYPE_CHECKING:
    from jieti.submissions.models import Draft, Submission

log = logging.getLogger(__name__)


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

    def attempts_at(self, learner: User, exercise: Exercise) -> "SubmissionQuerySet":
        """One person's attempts at one exercise, the newest first."""
        return self.attempts().filter(learner=learner, exercise=exercise).order_by("-number")

    def queued(self) -> "SubmissionQuerySet":
        return self.filter(state=self.model.State.QUEUED)

    def unfinished(self) -> "SubmissionQuerySet":
        return self.exclude(state=self.model.State.DONE)

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
        with transaction.atomic():
            # So that two attempts never take the same number; SQLite, which has one writer, needs no lock.
            User.objects.select_for_update().only("pk").get(pk=learner.pk)
            waiting = self.unfinished().filter(learner=learner)
            same = waiting.filter(version=version, kind=kind, source=source).first()
            if same is not None:
                return same
            if waiting.count() >= settings.WAITING_LIMIT:
                raise ValidationError(
                    _("You already have %(n)s waiting. Hand in more once some of them have their verdict.")
                    % {"n": settings.WAITING_LIMIT},
                    code="too_many",
                )
            number = self._next_number(learner, exercise) if kind == self.model.Kind.SUBMIT else 0
            row = self.create(
                learner=learner, exercise=exercise, version=version, kind=kind, source=source, number=number
            )
            transaction.on_commit(events.nudge, robust=True)
        with about(submission=row.pk):  # the one line that has both: this request, and the row that goes on from here
            log.info("submission %s: handed in", row.pk)
        return row

    def claim(self) -> "Submission | None":
        """Take the next row by fair share, for `settings.LEASE_SECONDS`; None when nothing waits."""
        while (taken := self._take_next()) is not None:
            pk, claim = taken
            # By the claim: a worker held up for longer than its lease must not take for its own what is now another's.
            row = self.select_related("learner", "exercise", "version").filter(pk=pk, claim=claim).first()
            if row is not None:
                events.publish(row)
                return row
        return None

    def _take_next(self) -> tuple[Any, uuid.UUID] | None:
        """Mark the next row as ours. Postgres passes over rows that another worker is just marking; SQLite has one
        writer.
        """
        now, claim = timezone.now(), uuid.uuid4()
        with transaction.atomic():
            pk = self._next_in_line().first()
            if pk is None:
                return None
            self.filter(pk=pk, state=self.model.State.QUEUED).update(
                state=self.model.State.RUNNING,
                claim=claim,
                started_at=now,
                lease_until=now + timedelta(seconds=settings.LEASE_SECONDS),
            )
        return pk, claim

    def take_back(self) -> "list[Submission]":
        """Take every row whose lease has run out from its worker, unless that has just renewed it."""
        rows = list(self.lease_expired().select_related("learner", "exercise", "version"))
        for row in rows:
            row.claim, lost = uuid.uuid4(), row.claim
            if not self.lease_expired().filter(pk=row.pk, claim=lost).update(claim=row.claim):
                row.claim = None
        return [row for row in rows if row.claim is not None]

    def _next_in_line(self) -> "models.QuerySet[Submission, Any]":
        """Who has fewest rows running comes first; then what we have not failed at; then what is oldest."""
        running = (
            self.model.objects.filter(learner=OuterRef("learner"), state=self.model.State.RUNNING)
            .order_by()
            .values("learner")
            .annotate(n=Count("pk"))
            .values("n")
        )
        waiting = self.queued().annotate(running=Coalesce(Subquery(running), 0))
        ordered = waiting.order_by("running", "faults", "created_at").values_list("pk", flat=True)
        return ordered.select_for_update(skip_locked=True)

    def _next_number(self, learner: User, exercise: Exercise) -> int:
        last = self.attempts_at(learner, exercise).order_by().aggregate(last=Max("number"))["last"]
        return (last or 0) + 1
