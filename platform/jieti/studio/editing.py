"""What an author does to a lesson: keep a draft, publish, restore. Nothing that anybody wrote is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jieti.accounts.models import User
from jieti.courses.content import lesson_digest, tidy
from jieti.courses.models import Lesson, LessonRevision

State = LessonRevision.State
Source = LessonRevision.Source


class Overtaken(Exception):
    """Somebody published another revision since this edit began; it is `newer`."""

    def __init__(self, newer: LessonRevision | None) -> None:
        super().__init__(newer)
        self.newer = newer


@dataclass(frozen=True)
class Text:
    """What an author edits: title, summary and body in both languages, and the minutes."""

    title: Mapping[str, str]
    summary: Mapping[str, str]
    body: Mapping[str, str]
    minutes: int

    @classmethod
    def of(cls, revision: LessonRevision) -> "Text":
        return cls(revision.title, revision.summary, revision.body, revision.minutes)

    def fields(self, cards: list[Any]) -> dict[str, Any]:
        """Return the columns of a revision with this text and these review cards."""
        body = {language: tidy(text) for language, text in self.body.items()}
        digest = lesson_digest(self.title, self.summary, body, self.minutes, cards)
        columns = {"title": dict(self.title), "summary": dict(self.summary), "body": body, "minutes": self.minutes}
        return {**columns, "cards": cards, "digest": digest}


def draft_of(lesson: Lesson, author: User) -> LessonRevision | None:
    """Return what this author has begun and not published."""
    return lesson.revisions.filter(author=author, state=State.DRAFT).first()


def keep_draft(lesson: Lesson, author: User, text: Text) -> LessonRevision:
    """Keep `text` as the author's draft: one a lesson and author."""
    columns = text.fields(cards_of(lesson))
    with transaction.atomic():
        draft = draft_of(lesson, author)
        if draft is None:
            return add(lesson, author, columns)
        for name, value in columns.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(columns))
        return draft


def publish(lesson: Lesson, author: User, text: Text, began_with: int | None, in_step: bool = False) -> LessonRevision:
    """Publish `text`; Overtaken if the published revision is no longer the one the edit began with.

    `in_step`: see Lesson.publish.
    """
    with transaction.atomic():
        current = Lesson.objects.select_for_update(of=["self"]).select_related("published").get(pk=lesson.pk)
        if current.published_id != began_with:
            raise Overtaken(current.published)
        draft = keep_draft(lesson, author, text)
        make_public(current, draft, in_step)
        return draft


def restore(lesson: Lesson, author: User, old: LessonRevision) -> LessonRevision:
    """Publish again what an old revision said, as a new revision."""
    with transaction.atomic():
        current = Lesson.objects.select_for_update(of=["self"]).select_related("published").get(pk=lesson.pk)
        revision = add(current, author, Text.of(old).fields(old.cards))
        make_public(current, revision)
        return revision


def settle(conflict: LessonRevision) -> None:
    """Keep what is published: the files' text stays in the history, and is no longer reported."""
    LessonRevision.objects.filter(pk=conflict.pk, state=State.CONFLICT).update(state=State.SUPERSEDED)


def add(lesson: Lesson, author: User, columns: dict[str, Any]) -> LessonRevision:
    return lesson.add_revision(author=author, source=Source.BROWSER, state=State.DRAFT, **columns)


def make_public(lesson: Lesson, revision: LessonRevision, in_step: bool = False) -> None:
    """Put `revision` before the readers; what contradicted the old one is settled by it."""
    lesson.revisions.filter(state=State.CONFLICT).update(state=State.SUPERSEDED)
    lesson.publish(revision, in_step)


def cards_of(lesson: Lesson) -> list[Any]:
    """Review cards are edited in the files; an edit in the browser carries them along."""
    return list(lesson.published.cards) if lesson.published else []
