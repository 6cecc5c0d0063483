"""Footnotes of a roadmap page: numbered once, in the order of the file, wherever they are marked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jieti.courses.tree import Branch, Tree

Note = Mapping[str, Any]


def marks_of_roadmap(tree: Tree) -> dict[str, list[tuple[int, str]]]:
    """Return {unit, topic or table: [(number, note id)]}; "" is the track as a whole."""
    marks: dict[str, list[tuple[int, str]]] = {}
    for number, note in enumerate(tree.track.data.get("notes", []), 1):
        for key in note["at"] or [""]:
            marks.setdefault(key, []).append((number, note["id"]))
    return marks


def of_unit(tree: Tree, branch: Branch) -> tuple[list[Note], dict[str, list[tuple[int, str]]]]:
    """Return the notes that a unit's own page shows, and their marks."""
    here = set(_keys(branch))
    notes = [note for note in tree.track.data.get("notes", []) if here & set(note["at"])]
    return notes, _marks(notes)


def _keys(branch: Branch) -> Iterator[str]:
    """Yield every key that the page of a unit shows: its own, and those of what lies in it."""
    yield branch.unit.key
    yield from (topic.key for topic in branch.topics)
    yield from (table["id"] for table in branch.tables)
    for child in branch.children:
        yield from _keys(child)


def _marks(notes: Iterable[Note]) -> dict[str, list[tuple[int, str]]]:
    marks: dict[str, list[tuple[int, str]]] = {}
    for number, note in enumerate(notes, 1):
        for key in note["at"]:
            marks.setdefault(key, []).append((number, note["id"]))
    return marks
