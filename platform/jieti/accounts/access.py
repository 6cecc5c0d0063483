"""May this person? Decorators for pages that need a role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from jieti.accounts.models import User

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def admin_only(view: Callable[..., HttpResponse]) -> View:
    """Let administrators through. For everybody else who is signed in, the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_admin):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
