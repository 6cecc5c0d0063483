"""Verdict JSON on its way into the database: whatever it holds, a database must be able to keep it."""

import math
from typing import Any


def keepable(value: Any) -> Any:
    """Return `value` with what JSON columns refuse spelt out: NaN and infinities, NUL, halves of characters."""
    if isinstance(value, dict):
        return {_text(str(key)): keepable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [keepable(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    return text.replace("\0", "\N{SYMBOL FOR NULL}").encode("utf-8", "replace").decode("utf-8")
