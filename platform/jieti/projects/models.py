"""A learner's work on a project: which milestones they ticked, whether it is handed in, what a mentor said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from jieti.accounts.models import Role, User
from jieti.courses.models import Project
from jieti.lib.markdown import render_comment
from jieti.study import clock
from jieti.study.models import Completion

LINK_LIMIT, NOTE_LIMIT, COMMENT_LIMIT = 500, 2000, 4000  # characters


def has_mentor(learner: User) -> bool:
    """Tell whether somebody else looks after this learner: then a project is done when they accept it."""
    mentors = User.objects.filter(mentored_cohorts__learners=learner, is_active=True)
    return mentors.filter(role__in=[Role.MENTOR, Role.ADMIN]).exclude(pk=learner.pk).exists()


class ProjectWorkQuerySet(models.QuerySet["ProjectWork"]):
    """What can be asked of many people's projects."""

    def begin(self, learner: User, project: Project) -> ProjectWork:
        """Return a learner's work on a project, new if there is none yet."""
        return self.get_or_create(learner=learner, project=project)[0]

    def handed_in(self) -> ProjectWorkQuerySet:
        """Those that wait for a mentor, the oldest first."""
        return self.filter(state=ProjectWork.State.HANDED).order_by("handed_at", "pk")


class ProjectWork(models.Model):
    """One learner on one project."""

    class State(models.TextChoices):
        WORKING = "working", _("In progress")
        HANDED = "handed", _("Handed in")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="projects")
    project = models.ForeignKey(Project, models.PROTECT, related_name="works")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WORKING)
    handed_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectWorkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "project"], name="one_work_a_project")]
        indexes: ClassVar = [models.Index(fields=["state", "handed_at"])]

    def __str__(self) -> str:
        return f"{self.learner_id}@{self.project_id}"

    @property
    def is_open(self) -> bool:
        """Whether its milestones can still change: what was accepted stays as it was."""
        return self.state != self.State.ACCEPTED

    @property
    def waits(self) -> bool:
        """Whether it is with a mentor."""
        return self.state == self.State.HANDED

    @property
    def seen(self) -> str:
        """What a review names to say which handing in it answers."""
        return self.handed_at.isoformat() if self.handed_at else ""

    def tick(self, milestone: str, link: str, note: str) -> None:
        """Note that a milestone is reached, with what shows it; said again, the newer words count."""
        fields = {"link": link, "note": note, "at": clock.now()}
        self.marks.update_or_create(milestone=milestone, defaults=fields)

    def untick(self, milestone: str) -> None:
        """Take a milestone back, and with it the whole from the mentor: what waits there is complete."""
        with transaction.atomic():
            self.marks.filter(milestone=milestone).delete()
            self.take_back()
            if self.is_open:
                self._done().delete()

    def hand_in(self) -> bool:
        """Ask a mentor to look at it; False if it is there already, or accepted."""
        ready = [self.State.WORKING, self.State.RETURNED]
        return self._move(ready, self.State.HANDED, handed_at=clock.now())

    def take_back(self) -> bool:
        """Take it from the mentor again; False if it is not there."""
        return self._move([self.State.HANDED], self.State.WORKING)

    def complete(self) -> None:
        """Count it as done, in every plan that asks for it."""
        Completion.objects.record(self.learner, Completion.Kind.PROJECT, self.project.slug)

    def review(
        self, mentor: User, seen: str, ticks: Mapping[str, bool], comment: str, accepted: bool
    ) -> ProjectReview | None:
        """Accept or return what was handed in, as it was `seen`; None if that is no longer what waits."""
        with transaction.atomic():
            state = self.State.ACCEPTED if accepted else self.State.RETURNED
            if self.seen != seen or not self._move([self.State.HANDED], state):
                return None
            if accepted:
                self.complete()
            return self.reviews.create(mentor=mentor, ticks=dict(ticks), comment=comment, accepted=accepted)

    def _move(self, before: list[State], after: State, handed_at: datetime | None = None) -> bool:
        """Change the state if it is one of `before` and nobody was faster."""
        fields: dict[str, Any] = {"state": after} | ({"handed_at": handed_at} if handed_at else {})
        mine = ProjectWork.objects.filter(pk=self.pk, state__in=before, handed_at=self.handed_at)
        if not mine.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True

    def _done(self) -> models.QuerySet[Completion]:
        kind = Completion.Kind.PROJECT
        return Completion.objects.filter(learner=self.learner, kind=kind, key=self.project.slug)


class MilestoneMark(models.Model):
    """A milestone that a learner ticked: a link to their work, or a note in Markdown, or both."""

    work = models.ForeignKey(ProjectWork, models.CASCADE, related_name="marks")
    milestone = models.SlugField()
    link = models.URLField(max_length=LINK_LIMIT, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["work", "milestone"], name="milestone_ticked_once"),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="mark_link_is_https"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id}:{self.milestone}"

    @property
    def html(self) -> SafeString:
        """The note as safe HTML."""
        return render_comment(self.note)


class ProjectReview(models.Model):
    """What a mentor found. `ticks` says of each item of the checklist whether it is there."""

    work = models.ForeignKey(ProjectWork, models.CASCADE, related_name="reviews")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="project_reviews")
    ticks = models.JSONField(default=dict)  # {"id of the checklist": bool}
    comment = models.TextField(blank=True)  # Markdown
    accepted = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.work_id} {'accepted' if self.accepted else 'returned'}"

    @property
    def html(self) -> SafeString:
        """The comment as safe HTML."""
        return render_comment(self.comment)

    @property
    def items(self) -> list[tuple[dict[str, str], bool]]:
        """The checklist as it is now, with what was said of each item that was there then."""
        found = self.work.project.checklist
        return [(item, self.ticks[item["id"]]) for item in found if item["id"] in self.ticks]

    def get_absolute_url(self) -> str:
        return f"{self.work.project.get_absolute_url()}#reviews"
