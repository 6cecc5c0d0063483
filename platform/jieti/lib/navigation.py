"""The main menu: what this person may go to."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Entry(NamedTuple):
    label: Promise | str
    url: str
    current: bool


#: (label, view name, roles that see it; () is everybody who is signed in)
MENU: list[tuple[Promise | str, str, tuple[str, ...]]] = [
    (_("Today"), "today", ()),
    (_("Roadmaps"), "roadmaps", ()),
    (_("Exercises"), "exercises", ()),
    (_("Mentoring"), "mentor", ("mentor", "admin")),
    (_("Studio"), "studio", ("author", "admin")),
    (_("People"), "people", ("admin",)),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, the entries of the main menu for this request's person."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    entries = []
    for label, view, roles in MENU:
        if roles and user.role not in roles:
            continue
        try:
            url = reverse(view)
        except NoReverseMatch:
            continue
        entries.append(Entry(label, url, request.path.startswith(url)))
    return {"navigation": entries}
