"""The code of a lesson, run block by block, and what it draws."""

import base64
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from jieti.courses.views.lessons import PICTURE_POLICY, published_or_404
from jieti.submissions.bodies import bounded
from jieti.submissions.forms import SourceForm
from jieti.submissions.models import Submission
from jieti.submissions.panel import panel
from jieti.submissions.views.people import person, submission_or_404


@login_required
@require_POST
@bounded
def run(request: HttpRequest, slug: str) -> HttpResponse:
    """Run a lesson's blocks, as this person has changed them, up to the one whose button was pressed."""
    lesson, form = published_or_404(slug), SourceForm(request.POST)
    try:
        if not form.is_valid():
            raise form.errors.as_data()["source"][0]
        row = Submission.objects.run_blocks(person(request), lesson, form.cleaned_data["source"])
    except ValidationError as problem:
        return JsonResponse({"error": " ".join(problem.messages), "code": problem.code}, status=422)
    return JsonResponse(panel(row, person(request)), status=201)


@login_required
@require_GET
def figure(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Send a picture that somebody's code has drawn: it is nothing but a picture, and nothing believes it."""
    verdict = submission_or_404(person(request), pk).verdict or {}
    figures = verdict.get("figures") or []
    if number >= len(figures):
        raise Http404
    response = HttpResponse(base64.b64decode(figures[number]), content_type="image/png")
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
