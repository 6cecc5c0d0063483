"""Submissions, runs and drafts."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jieti.courses.models import Exercise, ExerciseVersion


class Draft(models.Model):
    """What the editor holds; kept on every pause in typing, so that it is on every device."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="drafts")
    source = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "exercise"], name="one_draft")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.exercise_id}"


class Submission(models.Model):
    """A piece of code on its way to a verdict. The row is the truth; queue messages only wake a worker up."""

    class Kind(models.TextChoices):
        SUBMIT = "submit"  # graded
        RUN = "run"  # only run: own code and prints

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being graded")
        DONE = "done", _("Graded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="submissions")
    version = models.ForeignKey(ExerciseVersion, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SUBMIT)
    number = models.PositiveIntegerField(default=0)  # 1, 2, 3 ... per learner and exercise; 0 for a run
    source = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    status = models.CharField(max_length=16, blank=True)  # the verdict's, once there is one
    score = models.FloatField(null=True, blank=True)
    verdict = models.JSONField(null=True, blank=True)  # version 1 of the verdict shape
    claim = models.UUIDField(null=True, blank=True)  # who may write the verdict
    lease_until = models.DateTimeField(null=True, blank=True)
    faults = models.PositiveSmallIntegerField(default=0)  # ours, never the learner's
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["learner", "exercise", "kind", "-number"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
