"""What is wrong with content files, said with file and line."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from grader.exercise import place
from grader.yamltext import Located, Path


@dataclass(frozen=True, order=True)
class Problem:
    """Something an author has to repair. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class Invalid(Exception):
    """The curriculum cannot be loaded; `problems` has everything that is wrong, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def from_pydantic(file: str, located: Located, error: ValidationError) -> list[Problem]:
    """Turn pydantic's errors into problems with lines and, for the common ones, words of ours."""
    return [
        Problem(file, located.line(_shown(item["loc"])), place(item["loc"]) + _words(dict(item)))
        for item in error.errors(include_url=False, include_input=False)
    ]


def _shown(loc: tuple[str | int, ...]) -> Path:
    return tuple(loc)


def _words(item: dict[str, Any]) -> str:
    kind, last = item["type"], str(item["loc"][-1]) if item["loc"] else ""
    if kind in ("missing", "string_too_short") and last in ("zh", "en"):
        return _("the Chinese text is missing") if last == "zh" else _("the English text is missing")
    common = {
        "missing": _("missing"),
        "string_too_short": _("empty"),
        "extra_forbidden": _("not a key that is known here"),
        "list_type": _("should be a list"),
        "string_type": _("should be text (put it in quotes)"),
        "model_type": _("should be a mapping"),
    }
    return str(common.get(kind, item["msg"]))
