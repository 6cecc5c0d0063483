"""What to do where a limit does not hold: words to read, and commands to copy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import pgettext

from jieti.operations.findings import CONTEXT, known_remedies, spoken

COMMAND = re.compile(r"`([^`]+)`")
INDENT = "    "


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence; `code` is set in a monospaced face."""

    text: str
    code: bool


@dataclass(frozen=True)
class Paragraph:
    """A sentence in pieces, or a block to be written into a file."""

    pieces: tuple[Piece, ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Remedy:
    """Paragraphs, and the commands in them once more, to be copied."""

    paragraphs: tuple[Paragraph, ...]
    commands: tuple[str, ...]


def remedies_for(stored: Sequence[Mapping[str, Any]], essential: bool) -> list[Remedy]:
    """Return what to do about the findings that do not hold, in the reader's language, each remedy once."""
    wanted = [one for one in stored if not one.get("holds") and bool(one.get("essential", True)) is essential]
    texts = [text for one in wanted for text in separate(str(one.get("remedy", "")))]
    return [parse(text) for text in dict.fromkeys(texts)]


def separate(text: str) -> list[str]:
    """Return the remedies in `text`, in the reader's language: several may stand there one after the other."""
    for known in known_remedies():
        text = text.replace(known, f"\n\n{pgettext(CONTEXT, known)}\n\n")
    return [spoken(part.strip("\n")) for part in text.split("\n\n") if part.strip()]


def parse(text: str) -> Remedy:
    """Tell words from commands (in backticks) and from blocks (indented)."""
    commands = dict.fromkeys(found for found in COMMAND.findall(" ".join(text.split())) if " " in found)
    return Remedy(tuple(_paragraphs(text)), tuple(commands))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for indented, lines in groupby(text.splitlines(), lambda line: line.startswith(INDENT)):
        if indented:
            yield Paragraph(block="\n".join(line.removeprefix(INDENT) for line in lines))
        else:
            yield Paragraph(pieces=tuple(_pieces(" ".join(lines))))


def _pieces(words: str) -> Iterator[Piece]:
    for n, text in enumerate(words.split("`")):
        if text:
            yield Piece(text, code=n % 2 == 1)
