"""Reads the curriculum folder: every problem with file and line, or the whole of it, checked."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from grader.exercise import Exercise
from grader.faults import AuthorFault
from grader.spec import Group
from grader.yamltext import Located, YamlProblem
from jieti.courses.anchors import pictures
from jieti.courses.content import (
    ConceptsFile,
    Curriculum,
    ExerciseContent,
    GlossaryFile,
    LessonContent,
    LessonFile,
    ProjectContent,
    ProjectFile,
    QuizContent,
    QuizFile,
    TrackContent,
    TrackFile,
    tidy,
)
from jieti.courses.crosschecks import CONCEPTS, GLOSSARY, concept_checks, crosschecks, glossary_checks, quiz_checks
from jieti.courses.problems import Invalid, Problem, from_pydantic
from jieti.courses.projectchecks import project_checks, project_texts

M = TypeVar("M", bound=BaseModel)


def read_curriculum(folder: Path) -> Curriculum:
    """Read and check everything. Raises Invalid with all problems found."""
    problems: list[Problem] = []
    tracks = list(_tracks(folder, problems))
    lessons = list(_lessons(folder, problems))
    exercises = list(_exercises(folder, problems))
    terms = list(_listed(folder / GLOSSARY, GlossaryFile, "terms", problems))
    concepts = list(_listed(folder / CONCEPTS, ConceptsFile, "concepts", problems))
    curriculum = Curriculum(
        [track for track, _ in tracks],
        lessons,
        exercises,
        [term for term, _line in terms],
        [concept for concept, _line in concepts],
        list(_quizzes(folder, problems)),
        list(_projects(folder, problems)),
    )
    slugs = _slugs(folder)
    problems += crosschecks(curriculum, {track.name: located for track, located in tracks}, slugs)
    problems += glossary_checks(terms, curriculum)
    problems += concept_checks(concepts, slugs)
    problems += quiz_checks(curriculum, slugs)
    problems += project_checks(curriculum, slugs)
    if problems:
        raise Invalid(sorted(set(problems)))
    return curriculum


def digest_of(text: str) -> str:
    """Return the digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _slugs(folder: Path) -> dict[str, set[str]]:
    """Return what lessons, exercises and projects exist, readable or not: a broken one is not also a missing one."""
    return {kind: {path.name for path in _folders(folder / kind)} for kind in ("lessons", "exercises", "projects")}


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def _tracks(folder: Path, problems: list[Problem]) -> Iterator[tuple[TrackContent, Located]]:
    paths = sorted((folder / "tracks").glob("*.yaml"))
    if not paths:
        problems.append(Problem("tracks", 0, _("no roadmap here")))
    for position, path in enumerate(paths):
        name = f"tracks/{path.name}"
        text = _text(path, name, problems)
        read = _parse(TrackFile, name, text, problems) if text is not None else None
        if read is not None and text is not None:
            track, located = read
            yield TrackContent(name, text, track, position), located


def _listed(
    path: Path, model: type[M], field: str, problems: list[Problem], name: str = ""
) -> Iterator[tuple[Any, int]]:
    """Yield the entries of a file that is one list, with their lines; a curriculum need not have that file."""
    if not path.exists():
        return
    name = name or path.name
    text = _text(path, name, problems)
    read = _parse(model, name, text, problems) if text is not None else None
    if read is not None:
        file, located = read
        yield from ((entry, located.line((field, n))) for n, entry in enumerate(getattr(file, field)))


def _quizzes(folder: Path, problems: list[Problem]) -> Iterator[QuizContent]:
    for path in sorted((folder / "quizzes").glob("*.yaml")):
        listed = list(_listed(path, QuizFile, "questions", problems, f"quizzes/{path.name}"))
        yield QuizContent(path.stem, [question for question, _line in listed], [line for _question, line in listed])


def _lessons(folder: Path, problems: list[Problem]) -> Iterator[LessonContent]:
    for path in _folders(folder / "lessons"):
        name = f"lessons/{path.name}"
        texts = _texts(path, name, "lesson.yaml", problems)
        problems += _missing_pictures(path, name, texts)
        about = texts["lesson.yaml"]
        read = _parse(LessonFile, f"{name}/lesson.yaml", about, problems) if about is not None else None
        if read is None or texts["zh.md"] is None or texts["en.md"] is None:
            continue
        lesson, located = read
        problems += _repeated_cards(f"{name}/lesson.yaml", lesson, located)
        yield _lesson(path.name, lesson, texts["zh.md"], texts["en.md"])


def _projects(folder: Path, problems: list[Problem]) -> Iterator[ProjectContent]:
    for path in _folders(folder / "projects"):
        name = f"projects/{path.name}"
        texts = _texts(path, name, "project.yaml", problems)
        about, zh, en = texts["project.yaml"], texts["zh.md"], texts["en.md"]
        read = _parse(ProjectFile, f"{name}/project.yaml", about, problems) if about is not None else None
        if zh is not None and en is not None:
            problems += project_texts(name, {"zh": tidy(zh), "en": tidy(en)})
            if read is not None:
                yield ProjectContent(path.name, read[0], {"zh": tidy(zh), "en": tidy(en)}, read[1])


def _texts(folder: Path, name: str, about: str, problems: list[Problem]) -> dict[str, str | None]:
    """Return the files of a lesson or project; None for one that cannot be read."""
    texts = {part: _text(folder / part, f"{name}/{part}", problems) for part in (about, "zh.md", "en.md")}
    for part, text in texts.items():
        if text is not None and not text.strip():
            problems.append(Problem(f"{name}/{part}", 0, _("empty")))
    return texts


def _lesson(slug: str, lesson: LessonFile, zh: str, en: str) -> LessonContent:
    return LessonContent(
        slug=slug,
        title=lesson.title.model_dump(),
        summary=lesson.summary.model_dump(),
        minutes=lesson.minutes,
        cards=[card.model_dump() for card in lesson.cards],
        body={"zh": tidy(zh), "en": tidy(en)},
    )


def _repeated_cards(name: str, lesson: LessonFile, located: Located) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, card in enumerate(lesson.cards):
        if card.id in seen:
            line = located.line(("cards", index, "id"))
            yield Problem(name, line, _("the card %(id)s occurs twice") % {"id": card.id})
        seen.add(card.id)


def _missing_pictures(folder: Path, name: str, texts: dict[str, str | None]) -> Iterator[Problem]:
    for part in ("zh.md", "en.md"):
        for line, picture in pictures(texts[part] or ""):
            if not (folder / picture).is_file():
                yield Problem(f"{name}/{part}", line, _("there is no picture %(name)s") % {"name": picture})


def _exercises(folder: Path, problems: list[Problem]) -> Iterator[ExerciseContent]:
    for path in _folders(folder / "exercises"):
        name = f"exercises/{path.name}"
        try:
            exercise = Exercise.from_folder(path)
        except (AuthorFault, OSError) as error:
            problems.append(Problem(name, 0, str(error)))
            continue
        found = exercise.problems()
        problems += [Problem(f"{name}/{p.file}", p.line, p.message) for p in found]
        if not found and exercise.spec.group is None:
            groups = ", ".join(get_args(Group))
            problems.append(
                Problem(f"{name}/exercise.yaml", 0, _("group is missing: one of %(names)s") % {"names": groups})
            )
        if found:
            continue
        spec = exercise.spec
        title = {"zh": spec.title.zh, "en": spec.title.en}
        yield ExerciseContent(path.name, title, spec.minutes, spec.difficulty, dict(exercise.files), exercise.version)


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(name, 0, _("missing")))
    except UnicodeDecodeError:
        problems.append(Problem(name, 0, _("not UTF-8 text")))
    except OSError as error:
        problems.append(Problem(name, 0, str(error.strerror)))
    return None


def _parse(model: type[M], name: str, text: str, problems: list[Problem]) -> tuple[M, Located] | None:
    try:
        located = Located(text)
    except YamlProblem as error:
        problems.append(Problem(name, error.line, error.message))
        return None
    try:
        return model.model_validate(located.data), located
    except ValidationError as error:
        problems.extend(from_pydantic(name, located, error))
        return None
