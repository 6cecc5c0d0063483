"""The shape of the content files: what a roadmap and a lesson look like once read. Exercises have grader.exercise."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from grader.yamltext import Located

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=24)]
TopicKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=28)]
Minutes = Annotated[int, Field(ge=1, le=6000)]


def _web_address(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    return url


Url = Annotated[str, AfterValidator(_web_address)]


class Strict(BaseModel):
    """Content with a key we do not know is a mistake of its author."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both languages."""

    zh: Words
    en: Words


class Cell(Strict):
    """A table's cell: both languages, or empty in both."""

    zh: str
    en: str


class Resource(Strict):
    title: Text
    url: Url = ""


class TopicFile(Strict):
    """One line of a roadmap, and the lessons that teach it: none yet, if they are not named."""

    key: TopicKey
    zh: Words
    en: Words
    optional: bool = False
    lessons: list[Slug] = []


class ItemFile(Strict):
    """A lesson, an exercise or a project that a unit asks for; an optional one is offered, and no plan asks for it."""

    lesson: Slug | None = None
    exercise: Slug | None = None
    project: Slug | None = None
    optional: bool = False

    @property
    def named(self) -> list[tuple[str, str]]:
        """The kind and slug of what it names: one, in an item that is right."""
        kinds = {"lesson": self.lesson, "exercise": self.exercise, "project": self.project}
        return [(kind, slug) for kind, slug in kinds.items() if slug]


class UnitFile(Strict):
    """A stage, week, day, block or section. A day without a title is called after its topic."""

    key: Key
    kind: Literal["stage", "week", "day", "block", "section"]
    number: int | None = None
    title: Text | None = None
    goal: Text | None = None
    hours: Text | None = None
    weekly_task: Text | None = None
    minutes: Minutes | None = None
    project: bool = False
    optional: bool = False
    topics: list[TopicFile] = []
    items: list[ItemFile] = []
    resources: list[Resource] = []
    units: list["UnitFile"] = []


class TableFile(Strict):
    """A table (`columns` and `rows`) or a list (`items`) that belongs to a unit, or to the track by its key."""

    id: Words
    at: Words
    title: Text
    columns: list[Text] = []
    rows: list[list[Cell]] = []
    ordered: bool = False
    items: list[Text] = []


class NoteFile(Strict):
    """A footnote: where the original contradicts itself, and what we made of it."""

    id: Words
    at: list[Words] = []
    quote: Words
    text: Text


class AppendixFile(Strict):
    title: Text
    note: Text
    items: list[Text]


class TrackFile(Strict):
    """A roadmap."""

    key: Key
    slug: Slug
    title: Text
    summary: Text
    audience: Text
    length: Text
    hours: Text
    original: Text
    principles: list[Text] = []
    preface: list[TopicFile] = []
    units: list[UnitFile]
    tables: list[TableFile] = []
    resources: list[Resource] = []
    notes: list[NoteFile] = []
    appendix: AppendixFile | None = None


@dataclass(frozen=True)
class Place:
    """A unit in its tree, with the path to it in the file."""

    unit: UnitFile
    parent: str | None
    path: tuple[str | int, ...]


def topics_of(track: TrackFile) -> Iterator[tuple[tuple[str | int, ...], TopicFile]]:
    """Yield every topic of a roadmap with the path to it in the file, the preface first."""
    for n, topic in enumerate(track.preface):
        yield ("preface", n), topic
    for place in walk(track.units):
        for n, topic in enumerate(place.unit.topics):
            yield (*place.path, "topics", n), topic


def walk(units: list[UnitFile], path: tuple[str | int, ...] = ("units",), parent: str | None = None) -> Iterator[Place]:
    """Yield every unit, depth first: the order in which a person goes."""
    for index, unit in enumerate(units):
        here = (*path, index)
        yield Place(unit, parent, here)
        yield from walk(unit.units, (*here, "units"), unit.key)


class CardFile(Strict):
    id: Slug
    front: Text
    back: Text


class LessonFile(Strict):
    """lesson.yaml."""

    title: Text
    summary: Text
    minutes: Minutes
    cards: list[CardFile] = []


class Wordings(Strict):
    """Words of each language."""

    zh: list[Words] = []
    en: list[Words] = []


class TermFile(Strict):
    """A term of the glossary. `also` is said for it too; `never` are wordings that lessons do not use for it."""

    id: Slug
    zh: Words
    en: Words
    text: Text
    also: Wordings = Wordings()
    never: Wordings = Wordings()
    lesson: str = Field(default="", pattern=r"^([a-z0-9-]+(#[A-Za-z][\w-]*)?)?$")


class GlossaryFile(Strict):
    """glossary.yaml."""

    terms: list[TermFile]


class ConceptFile(Strict):
    """A concept of the map: what it needs and gives, what happens to who skips it, and what teaches it."""

    id: Slug
    title: Text
    gives: Text
    skipped: Text | None = None
    needs: list[Slug] = []
    lessons: list[Slug] = []
    exercises: list[Slug] = []


class ConceptsFile(Strict):
    """concepts.yaml. A concept comes after all that it needs."""

    concepts: list[ConceptFile]


class ChoiceFile(Text):
    """An answer to choose."""

    right: bool = False


class QuestionFile(Strict):
    """A question of a quiz. What an answer looks like depends on its kind; `why` explains the right one."""

    id: Slug
    kind: Literal["single", "multiple", "number", "order", "shape"]
    ask: Text
    why: Text
    link: str = Field(default="", pattern=r"^([A-Za-z][\w-]*)?$")  # a paragraph of the lesson
    choices: list[ChoiceFile] = []  # single, multiple
    answer: float | None = None  # number
    tolerance: float = Field(default=0, ge=0)
    steps: list[Text] = []  # order: as they should be
    shape: str = ""  # shape: "B, H, T, T"

    @model_validator(mode="after")
    def _is_answerable(self) -> "QuestionFile":
        right = sum(choice.right for choice in self.choices)
        whole = {
            "single": right == 1 and len(self.choices) > 1,
            "multiple": right > 0 and len(self.choices) > 2,
            "number": self.answer is not None,
            "order": len(self.steps) > 2,
            "shape": bool(self.shape.strip()),
        }
        if not whole[self.kind]:
            raise ValueError(f"a question of the kind {self.kind} without an answer that can be found")
        return self


class QuizFile(Strict):
    """quizzes/<lesson>.yaml."""

    questions: list[QuestionFile]


@dataclass(frozen=True)
class QuizContent:
    """The questions of a lesson, with their lines in its file."""

    lesson: str
    questions: list[QuestionFile]
    lines: list[int]


class MilestoneFile(Strict):
    """A part of a project: what to do, and what shows that it is done. Passed exercises show it by themselves."""

    id: Slug
    title: Text
    do: Text
    shows: Text
    exercises: list[Slug] = []


class CheckFile(Text):
    """Something a mentor looks at."""

    id: Slug


class ProjectFile(Strict):
    """project.yaml."""

    title: Text
    summary: Text
    hours: Annotated[float, Field(ge=0.5, le=100, multiple_of=0.25)]
    milestones: Annotated[list[MilestoneFile], Field(min_length=1, max_length=20)]
    checklist: Annotated[list[CheckFile], Field(min_length=1, max_length=20)]


@dataclass(frozen=True)
class ProjectContent:
    """A project as its folder has it. `located` finds the lines of project.yaml."""

    slug: str
    file: ProjectFile
    body: Mapping[str, str]
    located: Located

    @property
    def digest(self) -> str:
        """A digest of all that a reader sees: equal digest, equal project."""
        content = [self.file.model_dump(), dict(self.body)]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class LessonContent:
    """A lesson as its folder has it, and as a revision stores it."""

    slug: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    minutes: int
    cards: list[Any]
    body: Mapping[str, str]

    @property
    def digest(self) -> str:
        """A digest of all that a reader sees: equal digest, equal lesson."""
        return lesson_digest(self.title, self.summary, self.body, self.minutes, self.cards)


@dataclass(frozen=True)
class ExerciseContent:
    """What the pages need of an exercise, and its files."""

    slug: str
    title: Mapping[str, str]
    minutes: int
    difficulty: int
    files: Mapping[str, str]
    digest: str


@dataclass(frozen=True)
class TrackContent:
    name: str  # of the file
    source: str  # its text
    track: TrackFile
    position: int


@dataclass(frozen=True)
class Curriculum:
    """Everything in the folder, checked."""

    tracks: list[TrackContent]
    lessons: list[LessonContent]
    exercises: list[ExerciseContent]
    terms: list[TermFile] = field(default_factory=list)
    concepts: list[ConceptFile] = field(default_factory=list)
    quizzes: list[QuizContent] = field(default_factory=list)
    projects: list[ProjectContent] = field(default_factory=list)


def tidy(markdown: str) -> str:
    """Return Markdown as we store it: Unix line ends and one at the end, whatever an editor or a browser sent."""
    return "\n".join(markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")).rstrip() + "\n"


def lesson_digest(
    title: Mapping[str, str], summary: Mapping[str, str], body: Mapping[str, str], minutes: int, cards: list[Any]
) -> str:
    """Return the digest of a lesson's content, the same for what came from files and from the browser."""
    bodies = {language: tidy(text) for language, text in body.items()}
    content = [title, summary, bodies, minutes, cards]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
