"""A submission's code, line by line, with room for what people say beside it.

Not highlighted here: law 1 keeps every parser of a learner's code out of this process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jieti.submissions.models import Submission


@dataclass(frozen=True)
class CodeLine:
    """One line, counted from 1, and the comments on it."""

    number: int
    text: str
    comments: Sequence[Any] = ()


def code_lines(row: Submission, comments: Mapping[int | None, Sequence[Any]] | None = None) -> list[CodeLine]:
    """Return the lines of `row`; `comments` are given by line number."""
    comments = comments or {}
    lines = row.source.split("\n")
    return [CodeLine(number, text, comments.get(number, ())) for number, text in enumerate(lines, 1)]
