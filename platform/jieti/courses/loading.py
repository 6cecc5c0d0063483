"""Writes a checked curriculum into the database: all of it or nothing, and only what differs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from jieti.courses.content import (
    ConceptFile,
    Curriculum,
    ExerciseContent,
    LessonContent,
    ProjectContent,
    QuizContent,
    TermFile,
)
from jieti.courses.models import Concept, Exercise, ExerciseVersion, Lesson, LessonRevision, Project, Question, Term
from jieti.courses.outcome import Outcome, put, withdraw
from jieti.courses.trackloading import load_tracks


@transaction.atomic
def load(curriculum: Curriculum) -> Outcome:
    """Bring the database to what the files say and report what that took."""
    outcome = Outcome()
    lessons = _lessons(curriculum.lessons, outcome)
    exercises = _exercises(curriculum.exercises, outcome)
    projects = _projects(curriculum.projects, outcome)
    load_tracks(curriculum.tracks, {"lesson": lessons, "exercise": exercises, "project": projects}, outcome)
    _whole(Term, {file.id: _term(file) for file in curriculum.terms}, outcome)
    _whole(Question, dict(_questions(curriculum.quizzes)), outcome)
    _whole(Concept, {file.id: _concept(file, n) for n, file in enumerate(curriculum.concepts)}, outcome)
    return outcome


def _lessons(contents: list[LessonContent], outcome: Outcome) -> dict[str, Lesson]:
    known = {lesson.slug: lesson for lesson in Lesson.objects.select_related("published")}
    loaded = {}
    for content in contents:
        lesson = put(outcome, known.pop(content.slug, None), Lesson(slug=content.slug), {})
        _take_in(lesson, content, outcome)
        loaded[content.slug] = lesson
    withdraw(outcome, known.values())
    return loaded


def _take_in(lesson: Lesson, content: LessonContent, outcome: Outcome) -> None:
    """Publish what the files say, unless the browser's text went ahead of the files: then keep both."""
    if content.digest == lesson.file_digest:
        return
    published = lesson.published
    if published is not None and published.digest == content.digest:
        _remember(lesson, content)  # the files caught up, as after an export
    elif published is not None and published.digest != lesson.file_digest:
        _conflict(lesson, content, outcome)
    else:
        lesson.publish(_revision(lesson, content, LessonRevision.State.PUBLISHED))
        _remember(lesson, content)
        outcome.changed["lessonrevision"] += 1


def _conflict(lesson: Lesson, content: LessonContent, outcome: Outcome) -> None:
    """Keep the files' text beside the browser's, once; settled as soon as somebody dealt with that revision."""
    kept = lesson.revisions.filter(digest=content.digest, source=LessonRevision.Source.FILES).first()
    if kept is not None and kept.state != LessonRevision.State.CONFLICT:
        _remember(lesson, content)
        return
    if kept is None:
        _revision(lesson, content, LessonRevision.State.CONFLICT)
        outcome.new["lessonrevision"] += 1
    outcome.conflicts.append(lesson.slug)


def _remember(lesson: Lesson, content: LessonContent) -> None:
    lesson.file_digest = content.digest
    lesson.save(update_fields=["file_digest"])


def _revision(lesson: Lesson, content: LessonContent, state: str) -> LessonRevision:
    return lesson.add_revision(
        source=LessonRevision.Source.FILES,
        state=state,
        title=dict(content.title),
        summary=dict(content.summary),
        body=dict(content.body),
        minutes=content.minutes,
        cards=content.cards,
        digest=content.digest,
    )


def _exercises(contents: list[ExerciseContent], outcome: Outcome) -> dict[str, Exercise]:
    known = {exercise.slug: exercise for exercise in Exercise.objects.select_related("current")}
    loaded = {}
    for content in contents:
        about = {"title": dict(content.title), "minutes": content.minutes, "difficulty": content.difficulty}
        exercise = put(outcome, known.pop(content.slug, None), Exercise(slug=content.slug), about)
        _version(exercise, content, outcome)
        loaded[content.slug] = exercise
    withdraw(outcome, known.values())
    return loaded


def _version(exercise: Exercise, content: ExerciseContent, outcome: Outcome) -> None:
    """Make the files' state the current version; submissions stay pinned to the one they were made against."""
    if exercise.current is not None and exercise.current.digest == content.digest:
        return
    exercise.current, made = ExerciseVersion.objects.get_or_create(
        exercise=exercise, digest=content.digest, defaults={"files": dict(content.files)}
    )
    exercise.save(update_fields=["current"])
    outcome.changed["exerciseversion"] += 1


def _projects(contents: list[ProjectContent], outcome: Outcome) -> dict[str, Project]:
    known = {project.slug: project for project in Project.objects.all()}
    loaded = {}
    for content in contents:
        found = known.pop(content.slug, None)
        fields = _project(content)
        if found is not None and found.digest != content.digest:
            fields["version"] = found.version + 1
        loaded[content.slug] = put(outcome, found, Project(slug=content.slug), fields)
    withdraw(outcome, known.values())
    return loaded


def _project(content: ProjectContent) -> dict[str, Any]:
    file = content.file
    return {
        "title": file.title.model_dump(),
        "summary": file.summary.model_dump(),
        "minutes": round(file.hours * 60),
        "body": dict(content.body),
        "milestones": [milestone.model_dump() for milestone in file.milestones],
        "checklist": [check.model_dump() for check in file.checklist],
        "digest": content.digest,
    }


def _term(file: TermFile) -> dict[str, Any]:
    return {
        "name": {"zh": file.zh, "en": file.en},
        "text": file.text.model_dump(),
        "also": file.also.model_dump(),
        "never": file.never.model_dump(),
        "lesson": file.lesson,
    }


def _concept(file: ConceptFile, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "title": file.title.model_dump(),
        "gives": file.gives.model_dump(),
        "skipped": file.skipped.model_dump() if file.skipped else {},
        **{name: getattr(file, name) for name in ("needs", "lessons", "exercises")},
    }


def _questions(quizzes: list[QuizContent]) -> Iterator[tuple[str, dict[str, Any]]]:
    for quiz in quizzes:
        for position, file in enumerate(quiz.questions):
            data = file.model_dump(exclude={"id", "kind", "link"}, exclude_defaults=True)
            fields = {"lesson": quiz.lesson, "position": position, "kind": file.kind, "link": file.link, "data": data}
            yield f"{quiz.lesson}/{file.id}", fields


def _whole(model: type[Term | Concept | Question], wanted: Mapping[str, dict[str, Any]], outcome: Outcome) -> None:
    """Make a table what a file says. Nobody's progress points to its rows, so what is gone is deleted."""
    known = {row.key: row for row in model.objects.all()}
    for key, fields in wanted.items():
        put(outcome, known.pop(key, None), model(key=key), fields)
    if known:
        model.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
        outcome.withdrawn[model._meta.model_name or ""] += len(known)
