"""What the frame of every page needs: the main menu, the number of unread notices, the theme."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

THEMES = ("light", "dark")


class Entry(NamedTuple):
    """One entry of the main menu."""

    label: Promise | str
    url: str
    icon: str
    current: bool
    exact: bool


#: (label, view name, icon, roles that see it; () is everybody who is signed in)
MENU: list[tuple[Promise | str, str, str, tuple[str, ...]]] = [
    (_("Today"), "today", "today", ()),
    (_("Roadmaps"), "roadmaps", "stairs", ()),
    (_("Exercises"), "exercises", "code", ()),
    (_("Mentoring"), "mentor", "mentoring", ("mentor", "admin")),
    (_("Studio"), "studio", "pencil", ("author", "admin")),
    (_("People"), "people", "people", ("admin",)),
    (_("Machines"), "machines", "machine", ("admin",)),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, `unread` and `theme` for this request's person."""
    theme = request.COOKIES.get("theme", "")
    frame: dict[str, Any] = {"navigation": [], "theme": theme if theme in THEMES else ""}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        frame["navigation"] = _menu(request.path, user.role)
        frame["unread"] = SimpleLazyObject(lambda: user.notices.filter(read_at=None).count())
    return frame


def _menu(path: str, role: str) -> list[Entry]:
    entries = []
    for label, view, icon, roles in MENU:
        if roles and role not in roles:
            continue
        try:
            url = reverse(view)
        except NoReverseMatch:
            continue  # an app that this installation leaves out
        entries.append(Entry(label, url, icon, path.startswith(url), path == url))
    return entries
