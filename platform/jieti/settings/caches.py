"""Which caches: what all processes must agree on is in Redis where one is named, rendered texts in our own memory."""

from typing import Any

MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def caches(redis_url: str | None) -> dict[str, dict[str, Any]]:
    """Return Django's CACHES.

    `default` counts tries to sign in, which all web processes must count together; without REDIS_URL there is one only.
    """
    shared = {"BACKEND": "jieti.lib.cache.SharedCache", "LOCATION": redis_url}
    return {"default": shared if redis_url else MEMORY, "rendered": MEMORY}
