"""How much of the roadmaps is taught here, and by what: the figures of `manage.py coverage`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jieti.courses.blocks import FENCE, blocks_of
from jieti.courses.content import Curriculum, TopicFile, topics_of

ANCHOR_OR_ADDRESS = re.compile(r"\{#[\w-]+\}|\]\([^)]*\)")
FORMULA, IN_LINE = re.compile(r"\$\$.*?\$\$", re.S), re.compile(r"\$[^$\n]*\$")
CHINESE, WIDE = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
LATIN = re.compile(r"[A-Za-z0-9][\w'.-]*")


@dataclass(frozen=True)
class Coverage:
    """The topics of one roadmap."""

    key: str
    topics: list[TopicFile]

    @property
    def taught(self) -> list[TopicFile]:
        """Those that a lesson teaches."""
        return [topic for topic in self.topics if topic.lessons]


def coverage(curriculum: Curriculum) -> list[Coverage]:
    """Return the topics of each roadmap."""
    return [
        Coverage(content.track.key, [topic for _path, topic in topics_of(content.track)])
        for content in curriculum.tracks
    ]


def count_words(markdown: str) -> int:
    """Return how many words a reader reads: Chinese characters, and Latin words and numbers; no code, no formulas."""
    text = FORMULA.sub("", ANCHOR_OR_ADDRESS.sub(" ", FENCE.sub("", markdown)))
    text = IN_LINE.sub("x", text)
    return len(CHINESE.findall(text)) + len(LATIN.findall(WIDE.sub(" ", text)))


def runnable(markdown: str) -> int:
    """Return how many blocks of code are there to be run."""
    return len(blocks_of(markdown))


def figures(curriculum: Curriculum) -> dict[str, int]:
    """Return the numbers that the README gives."""
    return dict(_figures(curriculum))


def _figures(curriculum: Curriculum) -> Iterator[tuple[str, int]]:
    covered = coverage(curriculum)
    yield "lessons", len(curriculum.lessons)
    for language in ("zh", "en"):
        yield f"words_{language}", sum(count_words(lesson.body[language]) for lesson in curriculum.lessons)
    yield "code_blocks", sum(runnable(lesson.body["en"]) for lesson in curriculum.lessons)
    yield "cards", sum(len(lesson.cards) for lesson in curriculum.lessons)
    yield "questions", sum(len(quiz.questions) for quiz in curriculum.quizzes)
    yield "exercises", len(curriculum.exercises)
    yield "projects", len(curriculum.projects)
    yield "topics", sum(len(track.topics) for track in covered)
    yield "topics_taught", sum(len(track.taught) for track in covered)
