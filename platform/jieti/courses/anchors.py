"""Paragraph ids in a lesson's Markdown (`## Scaling {#no-scale}`), and the pictures it shows."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
ANCHOR = re.compile(r"\{:?[^{}\n]*#([A-Za-z][\w-]*)[^{}\n]*\}")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
LOCAL = re.compile(r"^[\w-][\w.-]*$")


def anchors(markdown: str) -> set[str]:
    """Return the ids that the text gives its paragraphs."""
    return set(ANCHOR.findall(FENCE.sub("", markdown)))


def pictures(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield (line, name) of every picture of the lesson's own folder."""
    blanked = FENCE.sub(lambda match: "\n" * match[0].count("\n"), markdown)
    for number, line in enumerate(blanked.split("\n"), 1):
        for name in PICTURE.findall(line):
            if LOCAL.match(name):
                yield number, name
