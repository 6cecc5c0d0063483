"""Error pages that need more than a template of Django's own name."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.defaults import server_error as our_fault

RETRY_AFTER_S = 10


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the secret of its page: mostly an old tab, or cookies are off."""
    return render(request, "csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A view has raised: the database is away (503), or the mistake is in our code (500)."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_away(request)
    return our_fault(request)


def database_away(request: HttpRequest) -> HttpResponse:
    """Say so on a page, or in JSON to who asked for that; neither asks the database for anything."""
    if request.path.startswith("/api/") or "json" in request.headers.get("Accept", ""):
        # The person's language is in the database: what their browser prefers has to do.
        with translation.override(translation.get_language_from_request(request)):
            words = _("The database does not answer just now. Nothing was lost; try again in a moment.")
        response: HttpResponse = JsonResponse({"error": words, "detail": words}, status=503)
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response
