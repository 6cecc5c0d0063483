"""Time zones a person may choose."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FALLBACK = {"zh-hans": "Asia/Shanghai"}
NOT_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def known() -> frozenset[str]:
    """Return every name this server knows."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


@cache
def places() -> tuple[str, ...]:
    """Return the names worth offering: Area/City and UTC, in order."""
    cities = (name for name in known() if "/" in name and not name.startswith(NOT_PLACES))
    return (*sorted(cities), "UTC")


def fallback(language: str) -> str:
    """Return the likeliest zone of somebody of whom only the language is known."""
    return FALLBACK.get(language, "UTC")


def zone(name: str) -> ZoneInfo:
    """Return the zone called `name`; UTC if this server has never heard of it."""
    return ZoneInfo(name if name in known() else "UTC")
