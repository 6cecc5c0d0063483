"""The list of exercises, an exercise with its editor, and the draft the editor keeps."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.study.models import Completion
from jieti.submissions.bodies import bounded
from jieti.submissions.catalogue import entries, sections
from jieti.submissions.forms import CatalogueForm, DraftForm
from jieti.submissions.models import Draft, Submission
from jieti.submissions.panel import panel
from jieti.submissions.sheet import sheet_of
from jieti.submissions.sources import presentable
from jieti.submissions.views.people import exercise_or_404, person, submission_or_404


@login_required
@require_GET
def exercises(request: HttpRequest) -> HttpResponse:
    """Every exercise by topic, in the order the roadmaps come to them, or those that are looked for."""
    form = CatalogueForm(request.GET, label_suffix="")
    found = entries(person(request))
    parts = sections(found, form.wanted)
    shown = sum(len(part.entries) for part in parts)
    done = sum(entry.is_done for entry in found)
    context = {"form": form, "sections": parts, "shown": shown, "total": len(found), "done": done}
    return render(request, "submissions/exercises.html", context)


@login_required
@require_GET
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """Statement, editor and the last verdict. `?attempt=ID` opens an earlier attempt beside the draft."""
    exercise = exercise_or_404(slug)
    reopened = _reopened(person(request), exercise, request.GET.get("attempt", ""))
    return exercise_page(request, exercise, reopened.source if reopened else None, reopened=reopened)


def exercise_page(
    request: HttpRequest,
    exercise: Exercise,
    source: str | None = None,
    problem: str = "",
    reopened: Submission | None = None,
) -> HttpResponse:
    """Render the page; with `source` and `problem`, what was refused and why, so that nothing is lost."""
    learner = person(request)
    context = {"exercise": exercise, "problem": problem, "reopened": reopened, **_progress(learner, exercise)}
    context |= _editor(learner, exercise, source)
    return render(request, "submissions/exercise.html", context, status=422 if problem else 200)


def _reopened(learner: User, exercise: Exercise, pk: str) -> Submission | None:
    if not pk:
        return None
    try:
        return submission_or_404(learner, UUID(pk), exercise=exercise)
    except ValueError:
        raise Http404 from None


def _progress(learner: User, exercise: Exercise) -> dict[str, Any]:
    attempts = Submission.objects.attempts_at(learner, exercise)
    theirs = Submission.objects.by_learners().filter(learner=learner, exercise=exercise)
    last = theirs.select_related("exercise", "version").order_by("-created_at").first()
    done = Completion.objects.filter(learner=learner, kind=Completion.Kind.EXERCISE, key=exercise.slug)
    return {
        "attempts": attempts.count(),
        "passed": done.exists(),
        "last": last,
        "panel": panel(last, learner) if last else None,
    }


def _editor(learner: User, exercise: Exercise, source: str | None) -> dict[str, Any]:
    assert exercise.current is not None
    sheet = sheet_of(exercise.current)
    draft = Draft.objects.filter(learner=learner, exercise=exercise).first()
    kept = draft.source if draft else sheet.starter
    return {
        "sheet": sheet,
        "source": presentable(source) if source is not None else kept,
        "seen": draft.saved_at.isoformat() if draft else "",
        "source_limit": settings.SOURCE_LIMIT_BYTES,
        "limit_kb": settings.SOURCE_LIMIT_BYTES // 1024,
    }


@login_required
@require_http_methods(["POST", "PUT"])
@bounded
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the editor holds. 409 with the other text if another device has kept something newer meanwhile."""
    learner, exercise = person(request), exercise_or_404(slug)
    form = DraftForm(_data(request))
    if not form.is_valid():
        return JsonResponse({"error": " ".join(map(str, sum(form.errors.values(), [])))}, status=422)
    kept = Draft.objects.filter(learner=learner, exercise=exercise).first()
    if kept and not form.cleaned_data["force"] and _is_newer(kept, form.cleaned_data):
        return JsonResponse({"source": kept.source, "saved_at": kept.saved_at.isoformat()}, status=409)
    saved = Draft.objects.keep(learner, exercise, form.cleaned_data["source"])
    return JsonResponse({"saved_at": saved.saved_at.isoformat()})


def _is_newer(kept: Draft, data: dict[str, Any]) -> bool:
    return bool(kept.source != data["source"] and kept.saved_at.isoformat() != data["seen"])


def _data(request: HttpRequest) -> Any:
    """Return what was sent, as a form or as JSON; an empty draft if it is neither."""
    if request.content_type != "application/json":
        return request.POST
    try:
        data = json.loads(request.body)
    except ValueError:
        return {}
    return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}
