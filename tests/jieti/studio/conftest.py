"""A published lesson, as the loader makes one."""

from collections.abc import Callable
from typing import Any

import pytest

from jieti.courses.content import lesson_digest
from jieti.courses.models import Lesson, LessonRevision


def add_revision(lesson: Lesson, state: str, zh: str = "正文\n", en: str = "Text\n", **fields: Any) -> LessonRevision:
    title, summary = {"zh": "注意力", "en": "Attention"}, {"zh": "一句话", "en": "One line"}
    body, cards = {"zh": zh, "en": en}, [{"id": "a", "front": {"zh": "问", "en": "Q"}, "back": {"zh": "答", "en": "A"}}]
    return lesson.revisions.create(
        number=lesson.revisions.count() + 1,
        state=state,
        **{"source": "files", **fields},
        title=title,
        summary=summary,
        body=body,
        minutes=60,
        cards=cards,
        digest=lesson_digest(title, summary, body, 60, cards),
    )


@pytest.fixture
def lesson(db: None) -> Lesson:
    found = Lesson.objects.create(slug="attention")
    found.published = add_revision(found, "published")
    found.save()
    return found


@pytest.fixture
def filled() -> Callable[..., dict[str, Any]]:
    """Return a factory of what the editor posts."""

    def make(lesson: Lesson, **fields: Any) -> dict[str, Any]:
        base = {
            "title_zh": "注意力",
            "title_en": "Attention",
            "summary_zh": "一句话",
            "summary_en": "One line",
            "minutes": 60,
            "body_zh": "新正文",
            "body_en": "New text",
            "began_with": lesson.published_id,
        }
        return {**base, **fields}

    return make
