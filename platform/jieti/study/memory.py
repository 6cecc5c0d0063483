"""When a card should be seen again. The model of memory is FSRS; its state is kept as JSON."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from fsrs import Card, Rating, Scheduler

if TYPE_CHECKING:
    from fsrs.card import CardDict

AGAIN, HARD, GOOD, EASY = (rating.value for rating in Rating)
RATINGS = (AGAIN, HARD, GOOD, EASY)

# A card that was forgotten comes back in the same sitting; one that was known leaves it.
_soon = [timedelta(minutes=10)]
_scheduler = Scheduler(learning_steps=_soon, relearning_steps=_soon, maximum_interval=365)


def new(due: datetime) -> dict[str, Any]:
    """Return the state of a card nobody has seen."""
    return dict(Card(card_id=0, due=due.astimezone(UTC)).to_dict())


def review(state: dict[str, Any], rating: int, at: datetime) -> tuple[dict[str, Any], datetime]:
    """Return the state and the due time after a card was rated 1 (again) to 4 (easy) at `at`."""
    card, _log = _scheduler.review_card(Card.from_dict(cast("CardDict", state)), Rating(rating), at.astimezone(UTC))
    return dict(card.to_dict()), card.due
