"""The published copy of curriculum/. Stable keys and slugs; nothing that somebody's progress points to is deleted."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jieti.lib.bilingual import content_language, other_language


class Track(models.Model):
    """A roadmap. `data` holds what is shown but never queried: principles, resources, footnotes, tables."""

    key = models.CharField(max_length=8, unique=True)  # "T0"
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField()  # {zh, en}, as are summary, audience, length and hours
    summary = models.JSONField(default=dict)
    audience = models.JSONField(default=dict)
    length = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("roadmap", args=[self.slug])


class TrackSource(models.Model):
    """The file a roadmap was loaded from, as it was: what `export_curriculum` writes back."""

    track = models.OneToOneField(Track, models.CASCADE, related_name="source")
    name = models.CharField(max_length=100)
    text = models.TextField()

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A node of a track's tree: a stage, a week, a day, a block (Mon-Fri) or a section."""

    class Kind(models.TextChoices):
        STAGE = "stage", _("Stage")
        WEEK = "week", _("Week")
        DAY = "day", _("Day")
        BLOCK = "block", _("Block")
        SECTION = "section", _("Section")

    track = models.ForeignKey(Track, models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    key = models.CharField(max_length=24, unique=True)  # "T0.D18"
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # 18 for Day 18
    position = models.PositiveSmallIntegerField()  # depth-first order within the track
    title = models.JSONField(default=dict)
    goal = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    weekly_task = models.JSONField(default=dict)
    minutes = models.PositiveSmallIntegerField(default=60)  # what the plan sets aside where no lesson says more
    is_project = models.BooleanField(default=False)
    is_optional = models.BooleanField(default=False)
    resources = models.JSONField(default=list)  # [{"title": {zh, en}, "url": "" or "https://..."}]
    notes = models.JSONField(default=list)  # footnotes: [{"id": "I1", "quote": "...", "text": {zh, en}}]
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["track", "position"]

    def __str__(self) -> str:
        return self.key

    def url_on(self, track: Track) -> str:
        """Return its page; the track is passed in so that a list of units costs no queries."""
        return reverse("unit", args=[track.slug, self.key])


class Topic(models.Model):
    """One line of a roadmap. `unit` is empty for the roadmap's preface."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="topics")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="topics")
    key = models.CharField(max_length=28, unique=True)  # "T0.D18.1"
    position = models.PositiveSmallIntegerField()
    text = models.JSONField()
    is_optional = models.BooleanField(default=False)
    lessons = models.JSONField(default=list)  # the slugs of those that teach it
    notes = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["track", "position"]

    def __str__(self) -> str:
        return self.key


class Lesson(models.Model):
    """A lesson; its text is in revisions. `file_digest` is the digest of the files last taken in."""

    slug = models.SlugField(unique=True)
    published = models.ForeignKey("LessonRevision", models.SET_NULL, null=True, blank=True, related_name="+")
    file_digest = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.slug])

    @property
    def asset_url(self) -> str:
        """The address under which the pictures of its folder are served; ends in a slash."""
        return reverse("lesson_asset", args=[self.slug, "x"])[:-1]

    def add_revision(self, **fields: Any) -> "LessonRevision":
        """Keep one more state of the lesson, numbered after the last."""
        last = self.revisions.aggregate(last=models.Max("number"))["last"] or 0
        return self.revisions.create(number=last + 1, **fields)

    def publish(self, revision: "LessonRevision", in_step: bool = False) -> None:
        """Make a revision the one that readers see; the one they saw before is superseded.

        `in_step`: its author knows that both languages say the same, though only one of them has changed.
        """
        state = LessonRevision.State
        revision.ahead = "" if in_step else revision.ahead_after(self.published)
        self.revisions.filter(state=state.PUBLISHED).exclude(pk=revision.pk).update(state=state.SUPERSEDED)
        revision.state = state.PUBLISHED
        revision.save(update_fields=["state", "ahead"])
        self.published = revision
        self.save(update_fields=["published"])


class LessonRevision(models.Model):
    """One state of a lesson in both languages."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")
        CONFLICT = "conflict", _("Conflict")  # the files changed while the browser's text was ahead of them

    class Source(models.TextChoices):
        FILES = "files", _("Files")
        BROWSER = "browser", _("Browser")

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    body = models.JSONField()  # {zh, en}: Markdown
    minutes = models.PositiveSmallIntegerField(default=60)
    cards = models.JSONField(default=list)  # [{"id", "front": {zh, en}, "back": {zh, en}}]
    digest = models.CharField(max_length=64)  # of everything above: equal digest, equal lesson
    ahead = models.CharField(max_length=2, blank=True)  # "zh" or "en": that text is newer than the other one
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["lesson", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["lesson", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id}#{self.number}"

    def ahead_after(self, before: "LessonRevision | None") -> str:
        """Return which language is newer once this follows `before`: the one that has changed alone, unless it has
        just caught up with the other.
        """
        if before is None:
            return ""
        pairs = [(getattr(self, name), getattr(before, name)) for name in ("title", "summary", "body")]
        changed = [language for language in ("zh", "en") if any(a.get(language) != b.get(language) for a, b in pairs)]
        if len(changed) != 1:
            return "" if changed else before.ahead
        return "" if before.ahead not in ("", changed[0]) else changed[0]


class Exercise(models.Model):
    """An exercise; what is graded is a version of it."""

    slug = models.SlugField(unique=True)
    current = models.ForeignKey("ExerciseVersion", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.JSONField(default=dict)
    minutes = models.PositiveSmallIntegerField(default=30)
    difficulty = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug


class ExerciseVersion(models.Model):
    """The whole folder of an exercise as it was on one day; submissions are pinned to it."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="versions")
    digest = models.CharField(max_length=64)
    files = models.JSONField()  # {"exercise.yaml": "...", "wrong/no-scale.py": "...", ...}
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["exercise", "digest"], name="exercise_version_once")]

    def __str__(self) -> str:
        return f"{self.exercise_id}@{self.digest[:8]}"


class Project(models.Model):
    """A project: a brief, milestones, and what a mentor looks at. `version` grows with every change."""

    slug = models.SlugField(unique=True)
    title = models.JSONField()  # {zh, en}, as are summary and body
    summary = models.JSONField(default=dict)
    body = models.JSONField()  # Markdown
    minutes = models.PositiveSmallIntegerField(default=60)
    milestones = models.JSONField(default=list)  # what jieti.courses.content.MilestoneFile says of each
    checklist = models.JSONField(default=list)  # [{"id", zh, en}]
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.slug])

    @property
    def hours(self) -> float:
        """How long it takes, in hours: a whole number where it is one."""
        hours = self.minutes / 60
        return int(hours) if hours.is_integer() else hours


class UnitItem(models.Model):
    """What a unit asks a learner to read (a lesson), write (an exercise) or build (a project), in order."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    lesson = models.ForeignKey(Lesson, models.CASCADE, null=True, blank=True, related_name="unit_items")
    exercise = models.ForeignKey(Exercise, models.CASCADE, null=True, blank=True, related_name="unit_items")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="unit_items")
    is_optional = models.BooleanField(default=False)  # offered for practice; no plan asks for it, no progress counts it

    class Meta:
        ordering: ClassVar = ["unit", "position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(lesson__isnull=False, exercise__isnull=True, project__isnull=True)
                | models.Q(lesson__isnull=True, exercise__isnull=False, project__isnull=True)
                | models.Q(lesson__isnull=True, exercise__isnull=True, project__isnull=False),
                name="unit_item_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.position}"


class Term(models.Model):
    """A term of the bilingual glossary."""

    key = models.SlugField(unique=True)
    name = models.JSONField()  # {zh, en}, as is text
    text = models.JSONField()
    also = models.JSONField(default=dict)  # {zh: [...], en: [...]}: what else is said for it
    never = models.JSONField(default=dict)  # the same of what lessons do not say for it
    lesson = models.CharField(max_length=110, blank=True)  # "slug" or "slug#paragraph"

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.key}"

    @property
    def said(self) -> str:
        """In the reader's language, with the other one's word beside it where they differ."""
        own, other = self.name[content_language()], self.name[other_language()]
        return own if own.casefold() == other.casefold() else f"{own} · {other}"

    @property
    def lesson_url(self) -> str:
        """Where it is taught; "" if no lesson is named."""
        slug, mark, anchor = self.lesson.partition("#")
        return reverse("lesson", args=[slug]) + mark + anchor if slug else ""


class Concept(models.Model):
    """A concept of the map of the whole. `needs`, `lessons` and `exercises` are lists of keys and slugs."""

    key = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField()  # {zh, en}, as are gives and skipped
    gives = models.JSONField()
    skipped = models.JSONField(default=dict)  # empty where the roadmap says nothing
    needs = models.JSONField(default=list)
    lessons = models.JSONField(default=list)
    exercises = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return f"{reverse('concepts')}#{self.key}"


class Question(models.Model):
    """A question about a lesson. `data` is what jieti.courses.content.QuestionFile says of it."""

    key = models.CharField(max_length=110, unique=True)  # "lesson/question"
    lesson = models.SlugField(db_index=True)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    link = models.CharField(max_length=60, blank=True)  # a paragraph of the lesson
    data = models.JSONField()

    class Meta:
        ordering: ClassVar = ["lesson", "position"]

    def __str__(self) -> str:
        return self.key

    @property
    def lesson_url(self) -> str:
        """The paragraph that explains it."""
        return reverse("lesson", args=[self.lesson]) + (f"#{self.link}" if self.link else "")
