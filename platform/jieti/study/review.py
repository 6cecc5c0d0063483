"""Cards that are due, with what stands on them today."""

from dataclasses import dataclass
from typing import Any

from jieti.accounts.models import User
from jieti.courses.models import Lesson
from jieti.study.models import ReviewCard


@dataclass(frozen=True)
class DueCard:
    card: ReviewCard
    lesson: str  # slug
    lesson_title: dict[str, str]
    front: dict[str, str]
    back: dict[str, str]


def due_cards(learner: User) -> list[DueCard]:
    """Return the cards to see today. One that its lesson no longer has rests until the lesson has it again."""
    cards = list(ReviewCard.objects.due(learner))
    if not cards:
        return []
    texts = _texts({card.lesson_slug for card in cards})
    return [
        DueCard(card, card.lesson_slug, *text)
        for card in cards
        if (text := texts.get((card.lesson_slug, card.card_id)))
    ]


def _texts(slugs: set[str]) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    lessons = Lesson.objects.filter(slug__in=slugs, withdrawn_at=None, published__isnull=False)
    rows = lessons.values_list("slug", "published__title", "published__cards")
    return {(slug, card["id"]): (title, card["front"], card["back"]) for slug, title, cards in rows for card in cards}
