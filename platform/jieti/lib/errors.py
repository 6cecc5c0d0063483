"""Error pages that need more than a template of Django's own name."""

import errno
import logging
import sqlite3
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.defaults import server_error as our_fault

log = logging.getLogger(__name__)

RETRY_AFTER_S = 10
DISK_FULL = "53100"  # Postgres's word for it


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the secret of its page: mostly an old tab, or cookies are off."""
    return render(request, "csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A view has raised: a disk is full (507), the database is away (503), or the mistake is in our code (500)."""
    error = sys.exc_info()[1]
    if is_full_disk(error):
        log.critical("the disk is full: nothing can be saved until there is room (%s)", error)
        return disk_full(request)
    if isinstance(error, OperationalError | InterfaceError):
        return database_away(request)
    return our_fault(request)


def is_full_disk(error: BaseException | None) -> bool:
    """Return whether there was no room for what was to be written: in a file, in SQLite's or on Postgres's machine."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == DISK_FULL:
            return True
        error = error.__cause__
    return False


def disk_full(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved, and who can help."""
    if not wants_json(request):
        return HttpResponse(render_to_string("507.html"), status=507)
    with browsers_language(request):
        return _json(
            _("The server's disk is full: this was not saved. Keep this page open; an administrator can help."), 507
        )


def database_away(request: HttpRequest) -> HttpResponse:
    """Say so on a page, or in JSON to who asked for that; neither asks the database for anything."""
    if wants_json(request):
        with browsers_language(request):
            response = _json(_("The database does not answer just now. Nothing was lost; try again in a moment."), 503)
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks rather than a person."""
    return request.path.startswith("/api/") or "json" in request.headers.get("Accept", "")


def browsers_language(request: HttpRequest) -> translation.override:
    """The person's language is in the database: what their browser prefers has to do."""
    return translation.override(translation.get_language_from_request(request))


def _json(words: str, status: int) -> HttpResponse:
    return JsonResponse({"error": words, "detail": words}, status=status)
