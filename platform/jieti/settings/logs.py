"""The logs: to stderr, plain for people or JSON for machines (jieti.lib.logs)."""

import logging
from typing import Any

from django.core.exceptions import ImproperlyConfigured

FORMS = {"plain": "jieti.lib.logs.Plain", "json": "jieti.lib.logs.Json"}


def logs(form: str, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything goes one way, whoever says it."""
    if form not in FORMS:
        raise ImproperlyConfigured("JIETI_LOG must be json or plain.")
    if level not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured("JIETI_LOG_LEVEL must be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    ours: dict[str, Any] = {"handlers": [], "propagate": True}  # instead of what Django and uvicorn set up themselves
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {form: {"()": FORMS[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            **{name: ours for name in ("django", "uvicorn", "uvicorn.error")},
            "django.db.backends": {"level": "INFO"},  # below, it prints statements with what is written: code, mail
        },
    }
