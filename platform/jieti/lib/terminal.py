"""The language of the terminal, for commands that speak to an operator."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils import translation


def language(environment: Mapping[str, str] = os.environ) -> str:
    """Return "zh-hans" where the locale is a Chinese one, else "en"."""
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), "")
    return "zh-hans" if locale.startswith("zh") else "en"


@contextmanager
def speak() -> Iterator[None]:
    """Speak the terminal's language, as `@speak()` on a command's `handle`; afterwards all is as it was."""
    with translation.override(language()):
        yield
