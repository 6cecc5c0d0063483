"""Numbers that hosts may set: looked at when a process starts, with a message that says what to fix."""

import math
import os

from django.core.exceptions import ImproperlyConfigured


def number(name: str, default: float, at_least: float = 0) -> float:
    """Return the number in the environment variable `name`; ImproperlyConfigured if it is none, or too small."""
    said = os.environ.get(name, "")
    try:
        found = float(said) if said else float(default)
    except ValueError:
        found = math.nan
    if not at_least <= found < math.inf:  # nan is neither
        raise ImproperlyConfigured(f"{name} must be a number, at least {at_least:g}; leave it out for {default:g}.")
    return found
