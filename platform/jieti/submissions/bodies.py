"""How much one request may bring. A body beyond the limit is refused in words, before Django gives up on it."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


def bounded(view: View) -> View:
    """Refuse bodies that Django would not read; check the CSRF token of the others, which means reading them."""
    protected = csrf_protect(view)

    @csrf_exempt
    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _too_large(request)
        return protected(request, *args, **kwargs)

    return inner


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks rather than a form."""
    return request.headers.get("Accept", "").startswith("application/json")


def _length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _too_large(request: HttpRequest) -> HttpResponse:
    text = _("This code is far too long; at most %(limit)s KB can be handed in. Go back: your text is still there.")
    problem = text % {"limit": settings.SOURCE_LIMIT_BYTES // 1024}
    if wants_json(request):
        return JsonResponse({"error": problem, "code": "too_large"}, status=413)
    return render(request, "submissions/refused.html", {"problem": problem}, status=413)
