"""HTTPS: on by one setting, off on a laptop. We never speak TLS ourselves: a proxy in front of us does."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

# Long enough for everybody who studies every week; short enough that a school that gives its certificate up gets the
# host name back within a month.
HSTS_SECONDS = 30 * 24 * 3600

#: What is asked from inside, by whoever watches the process itself: over plain http, and a redirect is no answer.
EXEMPT = [r"^healthz/?$", r"^readyz/?$"]

#: Whether the host's other names speak HTTPS, and whether browsers should know of it before they were ever here, is
#: the school's to promise and not ours.
NOT_OURS = ["security.W005", "security.W021"]


def wanted(said: str, origins: Sequence[str]) -> bool:
    """Return whether pages are for HTTPS only: JIETI_HTTPS says so, else an origin in JIETI_ORIGINS does."""
    if said not in ("", "0", "1"):
        raise ImproperlyConfigured("JIETI_HTTPS must be 1 (on) or 0 (off); leave it out to follow JIETI_ORIGINS.")
    return said == "1" if said else any(origin.startswith("https://") for origin in origins)


def proxies(said: str) -> int:
    """Return how many proxies of ours stand in front; their X-Forwarded-Proto and X-Forwarded-For are believed."""
    if not said.isascii() or not said.isdigit():
        raise ImproperlyConfigured("JIETI_PROXIES must be the number of your own proxies in front of Jieti, mostly 1.")
    return int(said)
