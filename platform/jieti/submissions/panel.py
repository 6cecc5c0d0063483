"""The panel beside the editor: waiting with its place in the queue, being graded, or the verdict."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from jieti.accounts.models import User
from jieti.submissions.models import Submission
from jieti.submissions.next_step import next_step


def panel(submission: Submission, viewer: User) -> dict[str, Any]:
    """Return the row's state as JSON, with what `viewer` sees of it in the active language under "html"."""
    position = submission.queue_position()
    context = {"submission": submission, "viewer": viewer, "position": position}
    if submission.status == Submission.Status.PASSED and submission.learner_id == viewer.pk:
        context["next"] = next_step(viewer, submission.task)
    return {
        "id": str(submission.pk),
        "kind": submission.kind,
        "state": submission.state,
        "status": submission.status,
        "position": position,
        "html": render_to_string(f"submissions/{'_block' if submission.lesson_id else '_panel'}.html", context),
        "url": reverse("submission", args=[submission.pk]),
        "state_url": reverse("submission_state", args=[submission.pk]),
        "events_url": reverse("submission_events", args=[submission.pk]),
    }
