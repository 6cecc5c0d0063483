"""Two attempts side by side, as lines with a mark."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

CONTEXT = 3
MOST_LINES = 4000  # difflib is quadratic: beyond this only says that there is too much to compare


@dataclass(frozen=True)
class Line:
    """One line: `mark` is "+", "-", " " or "@" for a gap. Numbers count from 1; 0 where the line is not there."""

    mark: str
    old: int
    new: int
    text: str


def diff(old: str, new: str) -> list[Line] | None:
    """Return what changed from `old` to `new` with a little context; [] if nothing did, None if too long to say."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) + len(after) > MOST_LINES:
        return None
    groups = difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT)
    lines: list[Line] = []
    for group in groups:
        if lines or group[0][1] > 0:
            lines.append(Line("@", group[0][1], group[0][3], ""))
        for opcode in group:
            lines.extend(_lines(opcode, before, after))
    return lines


def _lines(opcode: tuple[str, int, int, int, int], before: list[str], after: list[str]) -> Iterator[Line]:
    tag, old, old_end, new, new_end = opcode
    if tag == "equal":
        for step in range(old_end - old):
            yield Line(" ", old + step + 1, new + step + 1, before[old + step])
        return
    for number in range(old, old_end):
        yield Line("-", number + 1, 0, before[number])
    for number in range(new, new_end):
        yield Line("+", 0, number + 1, after[number])
