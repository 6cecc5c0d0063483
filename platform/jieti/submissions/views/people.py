"""Who asks, and what they may see."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission


def person(request: HttpRequest) -> User:
    """Return who is signed in; the view is behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def exercise_or_404(slug: str) -> Exercise:
    """Return a published exercise, withdrawn or not, with its current version."""
    published = Exercise.objects.filter(current__isnull=False).select_related("current")
    return get_object_or_404(published, slug=slug)


def submission_or_404(user: User, pk: UUID, **more: object) -> Submission:
    """Return a submission that `user` may see; for everybody else it does not exist."""
    rows = Submission.objects.visible_to(user).select_related("learner", "exercise", "version", "lesson", "of")
    return get_object_or_404(rows, pk=pk, **more)
