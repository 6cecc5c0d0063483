"""What machines ask: is the house up."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from jieti.submissions.models import Submission


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer with the number of submissions that wait; that it answers says web and database are there."""
    return JsonResponse({"status": "ok", "queued": Submission.objects.queued().count()})
