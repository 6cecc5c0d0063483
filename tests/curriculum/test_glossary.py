"""One word for one thing: lessons keep to the glossary."""

from pathlib import Path

import pytest

from jieti.courses.anchors import FENCE
from jieti.courses.content import LessonContent, TermFile
from jieti.courses.reading import read_curriculum

CURRICULUM = Path(__file__).resolve().parents[2] / "curriculum"


@pytest.fixture(scope="module")
def lessons() -> list[LessonContent]:
    return read_curriculum(CURRICULUM).lessons


@pytest.fixture(scope="module")
def terms() -> list[TermFile]:
    return read_curriculum(CURRICULUM).terms


def test_there_is_a_glossary(terms: list[TermFile]) -> None:
    assert len(terms) >= 50


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lessons_use_its_words(lessons: list[LessonContent], terms: list[TermFile], language: str) -> None:
    never = {word.casefold(): term.id for term in terms for word in getattr(term.never, language)}
    found = [
        f"{lesson.slug}/{language}.md says {word}: see the term {key}"
        for lesson in lessons
        for word, key in never.items()
        if word in FENCE.sub("", lesson.body[language]).casefold()
    ]
    assert found == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_occurs_in_some_lesson(lessons: list[LessonContent], terms: list[TermFile], language: str) -> None:
    text = "\n".join(lesson.body[language] for lesson in lessons).casefold()
    for term in terms:
        forms = [getattr(term, language), *getattr(term.also, language)]
        assert any(form.casefold() in text for form in forms), term.id
