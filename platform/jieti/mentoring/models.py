"""Cohorts, and conversations about a line of a submission."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from jieti.submissions.models import Submission


class Cohort(models.Model):
    """Learners and the mentors who look after them."""

    name = models.CharField(max_length=80)
    mentors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentored_cohorts", blank=True)
    learners = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="cohorts", blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """Something said about a submission, on a line (from 1) or on the whole (line is empty)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    line = models.PositiveIntegerField(null=True, blank=True)
    body = models.TextField()  # Markdown
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.line or ''}"


class Notice(models.Model):
    """Tells somebody that there is a comment they have not read."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "comment"], name="one_notice_per_comment")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}:{self.comment_id}"
