"""Titles of notes that were given none: `!!! tip` is headed in the reader's language, not by its class."""

import re

from django.utils.translation import pgettext_lazy
from markdown.preprocessors import Preprocessor

TITLES = {
    "note": pgettext_lazy("title of a note", "Note"),
    "tip": pgettext_lazy("title of a note", "Tip"),
    "hint": pgettext_lazy("title of a note", "Hint"),
    "info": pgettext_lazy("title of a note", "Good to know"),
    "success": pgettext_lazy("title of a note", "Success"),
    "warning": pgettext_lazy("title of a note", "Warning"),
    "caution": pgettext_lazy("title of a note", "Caution"),
    "attention": pgettext_lazy("title of a note", "Attention"),
    "danger": pgettext_lazy("title of a note", "Danger"),
    "question": pgettext_lazy("title of a note", "Question"),
    "example": pgettext_lazy("title of a note", "Example"),
    "quote": pgettext_lazy("title of a note", "Quote"),
    "abstract": pgettext_lazy("title of a note", "In short"),
}
UNTITLED = re.compile(r"(\s*(?:!!!|\?\?\?\+?) ?([\w-]+)(?: +[\w-]+)*) *")


class Titles(Preprocessor):
    """Write the title where the author left it out. Runs after fences are put aside, so code keeps its words."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, untitled notes with a title."""
        return [_titled(line) for line in lines]


def _titled(line: str) -> str:
    found = UNTITLED.fullmatch(line)
    title = TITLES.get(found[2].lower()) if found else None
    return f'{found[1]} "{title}"' if found and title else line
