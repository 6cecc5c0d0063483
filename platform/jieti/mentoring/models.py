"""Cohorts, conversations about a line of a submission, and who has not read what."""

from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from jieti.accounts.models import Role, User
from jieti.lib.markdown import render_comment
from jieti.projects.models import ProjectReview
from jieti.submissions.models import Submission

COMMENT_LIMIT = 4000  # characters


class Cohort(models.Model):
    """Learners and the mentors who look after them."""

    name = models.CharField(max_length=80)
    mentors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentored_cohorts", blank=True)
    learners = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="cohorts", blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


def learners_of(mentor: User) -> models.QuerySet[User]:
    """Return whom `mentor` looks after: the learners of their cohorts; an administrator looks after everybody."""
    learners = User.objects.filter(is_active=True).order_by("name", "email")
    if mentor.role == Role.ADMIN:
        return learners.filter(Q(role=Role.LEARNER) | Q(cohorts__isnull=False)).distinct()
    if mentor.role == Role.MENTOR:
        return learners.filter(cohorts__mentors=mentor).distinct()
    return learners.none()


class CommentQuerySet(models.QuerySet["Comment"]):
    """What has been said."""

    def say(self, author: User, submission: Submission, body: str, line: int | None = None) -> "Comment":
        """Add a comment and tell everybody else in the conversation: the learner, and whoever commented before."""
        with transaction.atomic():
            comment = self.create(author=author, submission=submission, body=body, line=line)
            involved = set(self.filter(submission=submission).values_list("author_id", flat=True))
            involved.add(submission.learner_id)
            involved.discard(author.pk)
            Notice.objects.bulk_create(Notice(recipient_id=person, comment=comment) for person in sorted(involved))
        return comment


class Comment(models.Model):
    """Something said about a submission, on a line (from 1) or on the whole (line is empty)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    line = models.PositiveIntegerField(null=True, blank=True)
    body = models.TextField()  # Markdown
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.line or ''}"

    @property
    def html(self) -> str:
        """The body as safe HTML."""
        return render_comment(self.body)

    def get_absolute_url(self) -> str:
        return f"{self.submission.get_absolute_url()}#comment-{self.pk}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Who has not read what."""

    def tell(self, review: ProjectReview) -> "Notice":
        """Tell a learner that their project was looked at."""
        return self.create(recipient_id=review.work.learner_id, review=review)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def read(self) -> int:
        """Mark as read; say how many were not."""
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """Tells somebody that there is a comment, or what a mentor found of a project, that they have not read."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="notices")
    review = models.ForeignKey(ProjectReview, models.CASCADE, null=True, blank=True, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "comment"], name="one_notice_per_comment"),
            models.UniqueConstraint(fields=["recipient", "review"], name="one_notice_per_review"),
            models.CheckConstraint(
                condition=Q(comment__isnull=True) ^ Q(review__isnull=True), name="notice_is_about_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}:{self.comment_id or self.review_id}"

    @property
    def html(self) -> str:
        """What was said, as safe HTML."""
        said = self.comment or self.review
        return said.html if said else ""

    def get_absolute_url(self) -> str:
        about = self.comment or self.review
        assert about is not None  # the database sees to it
        return about.get_absolute_url()
