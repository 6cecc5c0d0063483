"""Submit and Run."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jieti.courses.models import Exercise
from jieti.submissions.bodies import bounded, wants_json
from jieti.submissions.forms import SourceForm
from jieti.submissions.models import Draft, Submission
from jieti.submissions.panel import panel
from jieti.submissions.views.exercises import exercise_page
from jieti.submissions.views.people import exercise_or_404, person


@login_required
@require_POST
@bounded
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand in to be graded."""
    return _take(request, slug, Submission.Kind.SUBMIT)


@login_required
@require_POST
@bounded
def run(request: HttpRequest, slug: str) -> HttpResponse:
    """Only run it: own code, own prints, no grading."""
    return _take(request, slug, Submission.Kind.RUN)


def _take(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    learner, exercise = person(request), exercise_or_404(slug)
    form = SourceForm(request.POST)
    try:
        if not form.is_valid():
            raise form.errors.as_data()["source"][0]
        with transaction.atomic():  # with its draft or not at all
            row = Submission.objects.submit(learner, exercise, form.cleaned_data["source"], kind)
            draft = Draft.objects.keep(learner, exercise, row.source)
    except ValidationError as problem:
        return _refused(request, exercise, problem)
    if wants_json(request):
        return JsonResponse(panel(row, learner) | {"saved_at": draft.saved_at.isoformat()}, status=201)
    return redirect(row)


def _refused(request: HttpRequest, exercise: Exercise, problem: ValidationError) -> HttpResponse:
    """Say why. What could be handed in later is kept as the draft meanwhile."""
    source, message = request.POST.get("source", ""), " ".join(problem.messages)
    if problem.code == "too_many":
        Draft.objects.keep(person(request), exercise, source)
    if wants_json(request):
        return JsonResponse({"error": message, "code": problem.code}, status=422)
    return exercise_page(request, exercise, source, message)
