"""Who follows which track, and what they have done. The plan itself is computed (study/plan.py), never stored."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from jieti.courses.models import Track
from jieti.study import clock
from jieti.study.plan import PauseDays
from jieti.study.querysets import CompletionQuerySet, EnrolmentQuerySet, ReviewCardQuerySet, SittingQuerySet
from jieti.study.quiz import ENOUGH
from jieti.study.weekdays import validate_weekdays, workdays


class Enrolment(models.Model):
    """A learner on a track, with the days and minutes they set aside."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    track = models.ForeignKey(Track, models.PROTECT, related_name="enrolments")
    starts_on = models.DateField()
    weekdays = models.JSONField(default=workdays, validators=[validate_weekdays])
    minutes_per_day = models.PositiveSmallIntegerField(default=90)
    part = models.CharField(max_length=40, blank=True)  # the key of the stage that is all they want; empty: everything
    created_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "track"], condition=Q(left_at__isnull=True), name="one_open_enrolment"
            ),
            models.CheckConstraint(condition=~Q(weekdays=[]), name="some_study_day"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}@{self.track_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless there is no study day to plan on: a row like that would break every page of its learner."""
        validate_weekdays(self.weekdays)
        super().save(*args, **kwargs)

    def pause_days(self) -> list[PauseDays]:
        """Return the pauses as the planner takes them; one that is not saved yet has none."""
        if self.pk is None:
            return []
        return [(pause.starts_on, pause.ends_on) for pause in self.pauses.all()]

    def pause_on(self, day: date) -> "Pause | None":
        """Return the pause that covers `day`; of several the one that lasts longest."""
        covering = [pause for pause in self.pauses.all() if pause.covers(day)]
        return max(covering, key=lambda pause: pause.ends_on or date.max, default=None)

    def pause(self, first: date, last: date | None = None) -> "Pause":
        """Plan nothing from `first` to `last`; with no last day until resumed."""
        return self.pauses.create(starts_on=first, ends_on=last)

    def resume(self, today: date) -> None:
        """End every pause that covers `today`: yesterday was its last day."""
        with transaction.atomic():
            for pause in self.pauses.all():
                if pause.starts_on == today:
                    pause.delete()
                elif pause.covers(today):
                    pause.ends_on = today - timedelta(days=1)
                    pause.save(update_fields=["ends_on"])

    def leave(self) -> None:
        """Stop planning this track. What is done stays done, here and wherever else it counts."""
        self.left_at = clock.now()
        self.save(update_fields=["left_at"])


class Pause(models.Model):
    """Days on which nothing is planned; open while `ends_on` is empty. Both days are inclusive."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.starts_on}..{self.ends_on or ''}"

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= (self.ends_on or date.max)


class Completion(models.Model):
    """Something a learner has done, by its stable key: it counts on every track that has it, for ever."""

    class Kind(models.TextChoices):
        LESSON = "lesson"  # key: the lesson's slug
        EXERCISE = "exercise"  # key: the exercise's slug, written when a submission first passes
        PROJECT = "project"  # key: the project's slug, written when a mentor accepts it or, without one, at the end
        UNIT = "unit"  # key: the unit's key, ticked off where no lesson is written yet

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="completions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = CompletionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "kind", "key"], name="completed_once")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.kind}:{self.key}"


class Sitting(models.Model):
    """A day's part of an item too long for one day: without it, a three-day project would begin anew every morning."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sittings")
    key = models.CharField(max_length=64)  # "exercise:slug", as in the plan
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "key", "on"], name="one_sitting_a_day")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.key} {self.on}"


class ReviewCard(models.Model):
    """A lesson's review card in one learner's memory: the state py-fsrs keeps, and when it is due."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_cards")
    lesson_slug = models.CharField(max_length=50)
    card_id = models.CharField(max_length=50)
    state = models.JSONField(default=dict)
    due_at = models.DateTimeField()

    objects = ReviewCardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "lesson_slug", "card_id"], name="one_state_per_card")
        ]
        indexes: ClassVar = [models.Index(fields=["learner", "due_at"])]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.lesson_slug}/{self.card_id}"

    @property
    def seen(self) -> str:
        """What a rating names to say which showing of the card it answers."""
        return self.due_at.isoformat()


class QuizAttempt(models.Model):
    """A quiz that somebody took. `about` is "lesson:slug" or "unit:key"."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quiz_attempts")
    about = models.CharField(max_length=64)
    seed = models.CharField(max_length=32)
    answers = models.JSONField()  # [{"question": key, "given": what jieti.study.quiz.read returned, "right": bool}]
    right = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "about", "seed"], name="quiz_taken_once")]
        indexes: ClassVar = [models.Index(fields=["learner", "about", "-at"])]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.about} {self.right}/{self.total}"

    @property
    def is_passed(self) -> bool:
        """Whether enough of it was right."""
        return self.right >= ENOUGH * self.total
