"""An id for every request: in the answer's header and in every line of the log that it leads to."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jieti.lib import logs

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


class RequestIdMiddleware:
    """Take the id that a proxy in front of us gave, if it looks like one; else make one."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if SANE.fullmatch(given) else uuid.uuid4().hex
        # Not taken back at the end: Django's own line about the answer comes later, and a stream is read later still.
        logs.begin(request=number)
        response = self.get_response(request)
        response[HEADER] = number
        return response
