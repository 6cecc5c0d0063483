"""How long ago something was, in one unit: "3 weeks ago" is all that a list needs."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

PHRASES: dict[str, Any] = {  # lazy plurals, which the stubs of timesince() do not know
    "year": ngettext_lazy("%(num)d year ago", "%(num)d years ago", "num"),
    "month": ngettext_lazy("%(num)d month ago", "%(num)d months ago", "num"),
    "week": ngettext_lazy("%(num)d week ago", "%(num)d weeks ago", "num"),
    "day": ngettext_lazy("%(num)d day ago", "%(num)d days ago", "num"),
    "hour": ngettext_lazy("%(num)d hour ago", "%(num)d hours ago", "num"),
    "minute": ngettext_lazy("%(num)d minute ago", "%(num)d minutes ago", "num"),
}


def ago(when: datetime, now: datetime | None = None) -> str:
    """Return "3 weeks ago", "3 周前"; below a minute (and for a clock that runs ahead) "just now"."""
    now = now or timezone.now()
    if now - when < timedelta(minutes=1):
        return _("just now")
    return timesince(when, now, time_strings=PHRASES, depth=1)
