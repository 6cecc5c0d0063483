"""Error pages that need more than a template of Django's own name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the secret of its page: mostly an old tab, or cookies are off."""
    return render(request, "csrf.html", status=403)
