"""Submissions, runs and drafts."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jieti.courses.models import Exercise, ExerciseVersion, Lesson
from jieti.submissions import events
from jieti.submissions.querysets import DraftQuerySet, SubmissionQuerySet
from jieti.submissions.story import Story
from jieti.submissions.verdicts import keepable

TURNS_BACK = 10  # of a row that we have failed at


class Draft(models.Model):
    """What the editor holds; kept on every pause in typing, so that it is on every device."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="drafts")
    source = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "exercise"], name="one_draft")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.exercise_id}"


class Submission(models.Model):
    """A piece of code on its way to a verdict. The row is the truth; queue messages only wake a worker up."""

    class Kind(models.TextChoices):
        SUBMIT = "submit"  # graded
        RUN = "run"  # only run: own code and prints
        AGAIN = "again"  # an earlier attempt, graded once more by us: `manage.py regrade`

    class Lane(models.IntegerChoices):
        INTERACTIVE = 0  # somebody waits for it
        BULK = 1  # nobody does: it is taken while no worker has anything better to do

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being graded")
        DONE = "done", _("Graded")

    class Status(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not yet")
        ERROR = "error", _("Does not run yet")
        TIMEOUT = "timeout", _("Took too long")
        MEMORY = "memory", _("Used too much memory")
        OUTPUT = "output", _("Printed too much")
        FORBIDDEN = "forbidden", _("Uses what is not allowed")
        OK = "ok", _("Ran")  # of a run, which is not graded
        BROKEN_EXERCISE = "broken_exercise", _("The exercise is broken")
        INTERNAL = "internal", _("Our fault")

        @property
        def is_learners(self) -> bool:
            """Whether the code decided it; otherwise the author or we did, and no attempt is counted."""
            return self not in (self.BROKEN_EXERCISE, self.INTERNAL)

        @property
        def tone(self) -> str:
            """The badge that goes with it: done, wrong, waiting (not the learner's) or info."""
            if self is self.PASSED:
                return "done"
            if self is self.OK:
                return "info"
            return "wrong" if self.is_learners else "waiting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions", db_index=False
    )  # two indexes begin with it
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, related_name="submissions")
    version = models.ForeignKey(ExerciseVersion, models.PROTECT, null=True, related_name="+")
    lesson = models.ForeignKey(Lesson, models.CASCADE, null=True, related_name="runs")  # whose code is run, instead
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SUBMIT)
    of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="regradings")  # AGAIN only
    number = models.PositiveIntegerField(default=0)  # 1, 2, 3 ... per learner and exercise; 0 for a run
    source = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    status = models.CharField(max_length=16, choices=Status.choices, blank=True)  # once there is a verdict
    score = models.FloatField(null=True, blank=True)
    verdict = models.JSONField(null=True, blank=True)  # version 1 of the verdict shape
    lane = models.PositiveSmallIntegerField(choices=Lane.choices, default=Lane.INTERACTIVE)
    turn = models.PositiveIntegerField(default=0)  # in which round it is served, of those that wait (decision 10)
    claim = models.UUIDField(null=True, blank=True)  # who may write the verdict
    lease_until = models.DateTimeField(null=True, blank=True)
    faults = models.PositiveSmallIntegerField(default=0)  # ours, never the learner's
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["state", "lane", "turn", "created_at"]),
            models.Index(fields=["learner", "state"]),
            models.Index(fields=["graded_at"]),
            models.Index(fields=["learner", "exercise", "kind", "-number"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "exercise", "number"], condition=Q(kind="submit"), name="attempt_number_once"
            ),
            models.UniqueConstraint(fields=["of", "version"], condition=Q(kind="again"), name="graded_again_once"),
            models.CheckConstraint(
                condition=Q(exercise__isnull=False, version__isnull=False, lesson=None)
                | Q(exercise=None, version=None, lesson__isnull=False, kind="run"),
                name="of_an_exercise_or_a_lesson",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.pk])

    @property
    def task(self) -> Exercise:
        """The exercise; of everything but the code of a lesson."""
        assert self.exercise is not None
        return self.exercise

    @property
    def about(self) -> str:
        """The slug of the exercise or lesson."""
        return self.lesson.slug if self.lesson else self.task.slug

    @property
    def asks(self) -> tuple[object, ...]:
        """What is asked for: who hands the same in again while it waits gets the same row."""
        return self.version_id, self.lesson_id, self.kind, self.source

    @property
    def is_run(self) -> bool:
        return self.kind == self.Kind.RUN

    @property
    def is_attempt(self) -> bool:
        return self.kind == self.Kind.SUBMIT

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def outcome(self) -> "Submission.Status | None":
        """The verdict's status with its label, tone and whose fault it is; None before there is one."""
        return self.Status(self.status) if self.status else None

    @property
    def story(self) -> Story:
        """The verdict, ready to be shown (templates/submissions/_verdict.html)."""
        return Story(self.verdict or {}, self.status)

    def previous(self) -> "Submission | None":
        """The attempt before this one."""
        if not self.is_attempt:
            return None
        earlier = Submission.objects.attempts_at(self.learner, self.task).filter(number__lt=self.number)
        return earlier.order_by("-number").first()

    def queue_position(self) -> int:
        """How many rows are graded up to this one, itself included, if nobody else comes; 0 once it is not waiting."""
        if self.state != self.State.QUEUED:
            return 0
        return Submission.objects.queued().before(self).count() + 1

    # On the worker. Each verb writes only while this row is still claimed by whoever holds `self.claim`.

    def finish(self, verdict: dict[str, Any], **more: Any) -> bool:
        """Write the verdict, once, with `more` fields. False: the lease ran out and somebody else has, or will."""
        now = timezone.now()
        verdict = keepable({**verdict, "timeline": {**verdict.get("timeline", {}), **self._timeline(now)}})
        with transaction.atomic():
            written = self._write(
                state=self.State.DONE,
                status=verdict["status"],
                score=verdict.get("score"),
                verdict=verdict,
                graded_at=now,
                **more,
            )
            if written and not self.is_run and self.status == self.Status.PASSED:  # graded again, it can only gain
                self._record_completion()
        if written:
            events.publish(self)
        return written

    def release(self) -> bool:
        """Back into the queue without blame: the worker is going home."""
        return self._write(state=self.State.QUEUED, started_at=None)

    def fault(self, detail: str) -> bool:
        """Something of ours went wrong. Try again, and after `settings.FAULT_LIMIT` times own up to it."""
        faults = self.faults + 1
        if faults >= settings.FAULT_LIMIT:
            given_up = self.finish(self._internal_verdict(), faults=faults)
            if given_up:
                events.tell_operators(self, detail)
            return given_up
        later = self.turn + TURNS_BACK  # it may be what our workers die of; others come first, but not for ever
        written = self._write(state=self.State.QUEUED, started_at=None, faults=faults, turn=later)
        if written:
            events.publish(self)
        return written

    def _write(self, **values: Any) -> bool:
        mine = Submission.objects.filter(pk=self.pk, state=self.State.RUNNING, claim=self.claim)
        values |= {"claim": None, "lease_until": None}
        if not mine.update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def _record_completion(self) -> None:
        from jieti.study.models import Completion

        Completion.objects.record(self.learner, Completion.Kind.EXERCISE, self.task.slug)

    def _timeline(self, graded: datetime) -> dict[str, str | None]:
        started = self.started_at or graded
        return {
            "queued": self.created_at.isoformat(),
            "started": started.isoformat(),
            "graded": graded.isoformat(),
        }

    def _internal_verdict(self) -> dict[str, Any]:
        return {
            "version": 1,
            "exercise": self.about,
            "exercise_version": self.version.digest if self.version else "",
            "status": self.Status.INTERNAL.value,
            "score": None,
            "checks": [],
            "diagnoses": [],
            "resources": {},
            "stdout": "",
            "traceback": "",
            "pictures": [],
        }
