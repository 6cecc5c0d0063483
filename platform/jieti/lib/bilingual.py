"""Texts that exist in Chinese and English, stored as {"zh": ..., "en": ...}."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

LANGUAGES = ("zh", "en")
HTML_LANG = {"zh": "zh-Hans", "en": "en"}


def content_language(code: str | None = None) -> str:
    """Return "zh" or "en" for a Django language code, the active one if none is given."""
    code = code or translation.get_language() or "zh-hans"
    return "zh" if code.startswith("zh") else "en"


def other_language() -> str:
    """Return the content language that is not the active one."""
    return "en" if content_language() == "zh" else "zh"


def pick(text: Mapping[str, Any] | str | None, language: str | None = None) -> Any:
    """Return the wording of `text` in the active (or the given) language, the other one if it is missing."""
    if text is None or isinstance(text, str):
        return text or ""
    first = content_language(language)
    second = "en" if first == "zh" else "zh"
    return text.get(first) or text.get(second) or ""
