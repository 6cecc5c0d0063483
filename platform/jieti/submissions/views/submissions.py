"""The history of attempts, and one submission: code, verdict, what changed."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

import grader
from grader.reproduce import script
from jieti.lib.diffs import diff
from jieti.submissions.code import code_lines
from jieti.submissions.models import Submission
from jieti.submissions.panel import panel
from jieti.submissions.views.people import exercise_or_404, person, submission_or_404

PAGE = 50


@login_required
@require_GET
def attempts(request: HttpRequest, slug: str) -> HttpResponse:
    """What this person has handed in for one exercise, the newest first."""
    exercise = exercise_or_404(slug)
    rows = Submission.objects.attempts_at(person(request), exercise).defer("source", "verdict")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "submissions/attempts.html", {"exercise": exercise, "page": page})


@login_required
@require_GET
def submission(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One submission, for its learner and whoever looks after them."""
    viewer = person(request)
    row = submission_or_404(viewer, pk)
    if row.lesson:
        return redirect(row.lesson)
    earlier = row.previous()
    threads = comments_by_line(row)
    context = {
        "submission": row,
        "exercise": row.exercise,
        "is_own": row.learner_id == viewer.pk,
        "panel": panel(row, viewer),
        "code": code_lines(row, threads),
        "thread_template": "mentoring/_thread.html",
        "on_the_whole": threads.get(None, ()),
        "again": row.regradings.filter(state=Submission.State.DONE).order_by("-graded_at").first(),
        "earlier": earlier,
        "diff": diff(earlier.source, row.source) if earlier else None,
    }
    return render(request, "submissions/submission.html", context)


@login_required
@require_GET
def reproduce(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first failed check as a program with the inputs of this attempt: to put after one's code, and run."""
    row = submission_or_404(person(request), pk)
    wanted = row.story.reproduce
    if not wanted or row.version is None:
        raise Http404
    exercise = grader.Exercise.from_files(row.task.slug, row.version.files)
    text = script(exercise, wanted["check"], int(wanted["seed"], 0))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def comments_by_line(row: Submission) -> dict[int | None, list[Any]]:
    """Return what mentoring has to say about `row`, by line; what is about the whole is under None."""
    threads: dict[int | None, list[Any]] = {}
    for comment in row.comments.select_related("author"):
        threads.setdefault(comment.line, []).append(comment)
    return threads
