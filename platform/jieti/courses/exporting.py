"""Writes the published copy back into files: loading what was exported changes nothing."""

import shutil
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from jieti.courses.content import tidy
from jieti.courses.crosschecks import CONCEPTS, GLOSSARY
from jieti.courses.models import Concept, Exercise, Lesson, LessonRevision, Project, Question, Term, TrackSource

PICTURES = (".svg", ".png", ".jpg", ".webp")


class _Dumper(yaml.SafeDumper):
    """Indents lists, as our files do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def export(folder: Path, pictures_from: Path) -> dict[str, int]:
    """Write roadmaps, lessons and exercises under `folder`; return how many of each."""
    sources = list(TrackSource.objects.filter(track__withdrawn_at=None))
    lessons = list(Lesson.objects.filter(withdrawn_at=None, published__isnull=False).select_related("published"))
    exercises = list(Exercise.objects.filter(withdrawn_at=None, current__isnull=False).select_related("current"))
    for source in sources:
        _write(folder, source.name, source.text)
    for lesson in lessons:
        if lesson.published is not None:
            _lesson(folder, lesson.slug, lesson.published)
        _pictures(pictures_from / "lessons" / lesson.slug, folder / "lessons" / lesson.slug)
    for exercise in exercises:
        files = exercise.current.files if exercise.current else {}
        for name, text in files.items():
            _write(folder, f"exercises/{exercise.slug}/{name}", text)
    _glossary(folder)
    _concepts(folder)
    _quizzes(folder)
    _projects(folder)
    return {"tracks": len(sources), "lessons": len(lessons), "exercises": len(exercises)}


def _lesson(folder: Path, slug: str, revision: LessonRevision) -> None:
    about: dict[str, Any] = {"title": revision.title, "summary": revision.summary, "minutes": revision.minutes}
    if revision.cards:
        about["cards"] = revision.cards
    text = yaml.dump(about, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    _write(folder, f"lessons/{slug}/lesson.yaml", text)
    for language in ("zh", "en"):
        _write(folder, f"lessons/{slug}/{language}.md", tidy(revision.body[language]))


def _glossary(folder: Path) -> None:
    terms = [
        {"id": term.key, **term.name, "text": term.text, "also": term.also, "never": term.never, "lesson": term.lesson}
        for term in Term.objects.all()
    ]
    _list(folder, GLOSSARY, "terms", terms)


def _concepts(folder: Path) -> None:
    concepts = [
        {
            "id": concept.key,
            "title": concept.title,
            "gives": concept.gives,
            **({"skipped": concept.skipped} if concept.skipped else {}),
            **{name: getattr(concept, name) for name in ("needs", "lessons", "exercises")},
        }
        for concept in Concept.objects.all()
    ]
    _list(folder, CONCEPTS, "concepts", concepts)


def _quizzes(folder: Path) -> None:
    quizzes: dict[str, list[dict[str, Any]]] = {}
    for question in Question.objects.all():
        about = {"id": question.key.partition("/")[2], "kind": question.kind, **question.data}
        quizzes.setdefault(question.lesson, []).append(about | ({"link": question.link} if question.link else {}))
    for lesson, questions in quizzes.items():
        _list(folder, f"quizzes/{lesson}.yaml", "questions", questions)


def _projects(folder: Path) -> None:
    for project in Project.objects.filter(withdrawn_at=None):
        about = {name: getattr(project, name) for name in ("title", "summary", "hours", "milestones", "checklist")}
        text = yaml.dump(about, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        _write(folder, f"projects/{project.slug}/project.yaml", text)
        for language, body in project.body.items():
            _write(folder, f"projects/{project.slug}/{language}.md", body)


def _list(folder: Path, name: str, field: str, entries: list[dict[str, Any]]) -> None:
    if entries:
        text = yaml.dump({field: entries}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        _write(folder, name, text)


def _pictures(source: Path, target: Path) -> None:
    """Take the pictures along; they live in files only."""
    if source.resolve() == target.resolve() or not source.is_dir():
        return
    for picture in source.iterdir():
        if picture.suffix in PICTURES:
            shutil.copyfile(picture, target / picture.name)


def _write(folder: Path, name: str, text: str) -> None:
    """Write one file, never outside of the folder."""
    if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
        raise ValueError(f"{name} leads out of the folder")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
