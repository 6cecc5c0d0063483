"""Search over lessons, exercises, projects and the glossary, in the reader's language.

The texts are held in memory and looked through whole: for a school's thousand lessons that takes some milliseconds, and
Chinese, which puts no spaces between its words, needs nothing special. They are read again once something is published.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Sum
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jieti.courses.anchors import ANCHOR, FENCE
from jieti.courses.models import Exercise, Lesson, Project, Term
from jieti.lib.bilingual import LANGUAGES, content_language

MOST_WORDS, LONGEST = 8, 100  # of a query
MOST = 40  # entries in an answer
AROUND = 60  # characters shown on either side of what was found
TITLE, HEADING, BODY, OFTEN = 40, 8, 1, 6  # what a word is worth where it is found, and up to how often in a text
HEAD = re.compile(r"^(#{1,6}) +(.*)$", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[*`]+|^[ \t]*(?:[-|>:]|\?\?\?\+?|!!!|\d+\.)[-|: ]*|(?<=\|) *|\{:?[.#][^}]*\}|\$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A part of an entry: its heading, its text in small letters, and the text as it is."""

    anchor: str
    heading: str
    text: str
    low: str


@dataclass(frozen=True)
class Entry:
    """Something that can be found. What is looked through is in small letters."""

    kind: str  # "lesson", "exercise", "project" or "term"
    title: str
    titles: str  # in both languages
    url: str
    passages: tuple[Passage, ...]
    headings: str = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headings", "\n".join(passage.heading for passage in self.passages).casefold())
        object.__setattr__(self, "text", "\n".join(passage.low for passage in self.passages))


@dataclass(frozen=True)
class Hit:
    """Something that was found: the best passage of it, with the words that were looked for marked."""

    kind: str
    title: str
    url: str
    heading: str
    excerpt: SafeString


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, roughly: no code, no marks, no addresses."""
    return " ".join(MARKS.sub(" ", LINK.sub(r"\1", FENCE.sub(" ", markdown))).split())


def passages(markdown: str) -> Iterator[Passage]:
    """Cut a Markdown text at its headings."""
    text = FENCE.sub(" ", markdown)
    heads = list(HEAD.finditer(text))
    starts = [0, *(head.end() for head in heads)]
    ends = [*(head.start() for head in heads), len(text)]
    for head, start, end in zip([None, *heads], starts, ends, strict=True):
        said = plain(text[start:end])
        anchor = ANCHOR.search(head[2]) if head else None
        if said or head:
            heading = plain(ANCHOR.sub("", head[2])) if head else ""
            yield Passage(anchor[1] if anchor else "", heading, said, said.casefold())


class Library:
    """All that can be found, by language; read again when `stamp` has changed. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: Any = None
        self._entries: dict[str, list[Entry]] = {}

    def entries(self, language: str) -> list[Entry]:
        """Return the lessons, exercises and projects in a language."""
        now = stamp()
        with self._lock:
            if now != self._stamp:
                self._entries = {name: [*_lessons(name), *_exercises(name), *_projects(name)] for name in LANGUAGES}
                self._stamp = now
            return self._entries[language]


LIBRARY = Library()


def stamp() -> tuple[Any, ...]:
    """Return what changes whenever a lesson, an exercise or a project is published or withdrawn."""
    lessons = _readable_lessons().aggregate(Count("pk"), Max("published_id"))
    exercises = _readable_exercises().aggregate(Count("pk"), Max("current_id"))
    projects = Project.objects.filter(withdrawn_at=None).aggregate(Count("pk"), Sum("version"))
    return (*lessons.values(), *exercises.values(), *projects.values())


def _readable_lessons() -> Any:
    return Lesson.objects.filter(withdrawn_at=None, published__isnull=False)


def _readable_exercises() -> Any:
    return Exercise.objects.filter(withdrawn_at=None, current__isnull=False)


def _lessons(language: str) -> Iterator[Entry]:
    for lesson in _readable_lessons().select_related("published"):
        revision = lesson.published
        lead = Passage("", "", revision.summary[language], revision.summary[language].casefold())
        found = (lead, *passages(revision.body[language]))
        yield Entry("lesson", revision.title[language], _both(revision.title), lesson.get_absolute_url(), found)


def _exercises(language: str) -> Iterator[Entry]:
    for exercise in _readable_exercises().select_related("current"):
        lead = Passage("", "", "", "")
        found = (lead, *passages(exercise.current.files.get(f"statement.{language}.md", "")))
        url = reverse("exercise", args=[exercise.slug])
        yield Entry("exercise", exercise.title[language], _both(exercise.title), url, found)


def _projects(language: str) -> Iterator[Entry]:
    for project in Project.objects.filter(withdrawn_at=None):
        lead = Passage("", "", project.summary[language], project.summary[language].casefold())
        found = (lead, *passages(project.body[language]))
        yield Entry("project", project.title[language], _both(project.title), project.get_absolute_url(), found)


def _terms(language: str) -> Iterator[Entry]:
    for term in Term.objects.all():
        said = plain(term.text[language])
        others = (word.casefold() for words in term.also.values() for word in words)
        titles = "\n".join((_both(term.name), *others))
        passage = Passage("", "", said, said.casefold())
        yield Entry("term", term.name[language], titles, term.get_absolute_url(), (passage,))


def _both(title: dict[str, str]) -> str:
    return "\n".join(title[language].casefold() for language in LANGUAGES)


def search(query: str) -> list[Hit]:
    """Return what has every word of the query, the best first."""
    wanted = list(dict.fromkeys(query.casefold()[:LONGEST].split()))[:MOST_WORDS]
    if not wanted:
        return []
    language = content_language()
    entries = [*LIBRARY.entries(language), *_terms(language)]
    found = [(worth, entry) for entry in entries if (worth := _worth(entry, wanted))]
    best = sorted(found, key=lambda one: (-one[0], one[1].title))[:MOST]
    return [_hit(entry, wanted) for _worth, entry in best]


def _worth(entry: Entry, wanted: list[str]) -> float:
    """Return how well an entry answers: nothing if a word is missing."""
    worths = [_worth_of(entry, word) for word in wanted]
    return sum(worths) if all(worths) else 0.0


def _worth_of(entry: Entry, word: str) -> float:
    worth = float(BODY * times(entry.text, word, OFTEN) + HEADING * times(entry.headings, word, 1))
    if times(entry.titles, word, 1):
        worth += TITLE * (2 if word in entry.titles.split("\n") else 1)
    return worth


def _hit(entry: Entry, wanted: list[str]) -> Hit:
    passage = max(entry.passages, key=lambda passage: _in_passage(passage, wanted))
    anchor = f"#{passage.anchor}" if passage.anchor else ""
    return Hit(entry.kind, entry.title, entry.url + anchor, passage.heading, excerpt(passage, wanted))


def _in_passage(passage: Passage, wanted: list[str]) -> float:
    heading = passage.heading.casefold()
    return sum(3 * times(heading, word, 1) + times(passage.low, word, OFTEN) for word in wanted)


def times(text: str, word: str, most: int) -> int:
    """Count where `word` begins a word of `text`, up to `most`. Chinese has no beginnings: anywhere."""
    count, at = 0, text.find(word)
    while at >= 0 and count < most:
        before = text[at - 1] if at else " "
        count += not (word[0].isascii() and before.isascii() and before.isalnum())
        at = text.find(word, at + 1)
    return count


def excerpt(passage: Passage, wanted: list[str]) -> SafeString:
    """Return some words around the first place, with what was looked for marked."""
    places = [at for word in wanted if (at := passage.low.find(word)) >= 0]
    start = max(0, min(places, default=0) - AROUND)
    shown = passage.text[start : start + 3 * AROUND]
    pattern = re.compile("(" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + ")", re.IGNORECASE)
    pieces = [(piece, bool(index % 2)) for index, piece in enumerate(pattern.split(shown))]
    marked = format_html_join("", "{}", ((format_html("<mark>{}</mark>", p) if hit else p,) for p, hit in pieces))
    left, right = "…" if start else "", "…" if start + 3 * AROUND < len(passage.text) else ""
    return format_html("{}{}{}", left, marked, right)
