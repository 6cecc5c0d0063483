"""Who follows which track, and what they have done. The plan itself is computed (study/plan.py), never stored."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jieti.courses.models import Track


class Enrolment(models.Model):
    """A learner on a track, with the days and minutes they set aside."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    track = models.ForeignKey(Track, models.PROTECT, related_name="enrolments")
    starts_on = models.DateField()
    weekdays = models.JSONField(default=list)  # [0, 1, 2, 3, 4]: Monday is 0
    minutes_per_day = models.PositiveSmallIntegerField(default=90)
    created_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "track"], condition=Q(left_at__isnull=True), name="one_open_enrolment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}@{self.track_id}"


class Pause(models.Model):
    """Days on which nothing is planned; open while `ends_on` is empty. Both days are inclusive."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.starts_on}..{self.ends_on or ''}"


class Completion(models.Model):
    """Something a learner has done, by its stable key: it counts on every track that has it, for ever."""

    class Kind(models.TextChoices):
        LESSON = "lesson"  # key: the lesson's slug
        EXERCISE = "exercise"  # key: the exercise's slug, written when a submission first passes
        UNIT = "unit"  # key: the unit's key, ticked off where no lesson is written yet

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="completions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "kind", "key"], name="completed_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.kind}:{self.key}"


class ReviewCard(models.Model):
    """A lesson's review card in one learner's memory: the state py-fsrs keeps, and when it is due."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_cards")
    lesson_slug = models.CharField(max_length=50)
    card_id = models.CharField(max_length=50)
    state = models.JSONField(default=dict)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "lesson_slug", "card_id"], name="one_state_per_card")
        ]
        indexes: ClassVar = [models.Index(fields=["learner", "due_at"])]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.lesson_slug}/{self.card_id}"
