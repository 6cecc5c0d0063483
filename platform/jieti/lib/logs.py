"""What a line of the log says beside its message: which request, which submission. And what it never says.

A request's id and a submission's meet once, in the line "handed in". From there the submission's id goes on: into the
worker's lines, until its verdict.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_facts: ContextVar[dict[str, str] | None] = ContextVar("facts", default=None)
_private: ContextVar[tuple[str, ...]] = ContextVar("private", default=())

HIDDEN = "[...]"
SHORTEST = 6  # characters: shorter lines of somebody's code say nothing about it, and are everywhere

#: Links that let whoever has them in, tokens and passwords. Nobody logs these on purpose; a path or an error may.
SECRETS = [
    (re.compile(r"(/setup/|/reset/key/)[^\s/\"'?]+"), rf"\1{HIDDEN}"),
    (re.compile(r"\bjieti_[\w-]{32,}"), HIDDEN),
    (re.compile(r"\b(Bearer)\s+[\w.+/=~-]+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"(://[^\s:/@]*:)[^\s/]+@"), rf"\1{HIDDEN}@"),
]


def begin(**facts: object) -> None:
    """From here on, until the next beginning, every line carries these facts and no others."""
    _facts.set({name: str(value) for name, value in facts.items()})


@contextmanager
def about(code: str = "", **facts: object) -> Iterator[None]:
    """Within, every line carries these facts as well, and no line of `code`, whatever an error quotes."""
    mine = {name: str(value) for name, value in facts.items()}
    carried, hidden = _facts.set({**(_facts.get() or {}), **mine}), _private.set(_lines(code))
    try:
        yield
    finally:
        _facts.reset(carried)
        _private.reset(hidden)


def _lines(code: str) -> tuple[str, ...]:
    """The lines of somebody's code as they stand and as repr() shows them, long ones first."""
    found = {line.strip() for line in code.splitlines()}
    found |= {repr(line)[1:-1] for line in found}
    return tuple(sorted((line for line in found if len(line) >= SHORTEST), key=len, reverse=True))


def discreet(text: str) -> str:
    """Take secrets and the code in hand out of a text."""
    for line in _private.get():
        text = text.replace(line, HIDDEN)
    for pattern, shown in SECRETS:
        text = pattern.sub(shown, text)
    return text


class Plain(logging.Formatter):
    """A line for people; the facts that its message does not name stand at the end of its first line."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line without the traceback that may follow."""
        line = super().formatMessage(record)
        facts = [f"{name}={value}" for name, value in (_facts.get() or {}).items() if value not in line]
        return f"{line} [{' '.join(facts)}]" if facts else line

    def format(self, record: logging.LogRecord) -> str:
        """Return everything, without what is nobody's business."""
        return discreet(super().format(record))


class Json(logging.Formatter):
    """A line for machines: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object; `traceback` is there after an error only."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            **(_facts.get() or {}),
        }
        if record.exc_info:
            line["traceback"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line)
