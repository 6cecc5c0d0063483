"""Review cards come in with a finished lesson and return when they are about to be forgotten."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Lesson
from jieti.study.models import ReviewCard
from tests.jieti.study.conftest import at, make_lesson

SetClock = Callable[..., None]


@pytest.fixture
def lesson(db: None) -> Lesson:
    return make_lesson("attention")


@pytest.fixture
def due(ada: User, lesson: Lesson, set_clock: SetClock) -> ReviewCard:
    """The first of two cards of yesterday's lesson."""
    ReviewCard.objects.enter(ada, lesson)
    set_clock(2026, 11, 24, 1)
    return ReviewCard.objects.order_by("pk")[0]


def rate(client: Client, card: ReviewCard, rating: str = "3", seen: str | None = None) -> int:
    data = {"rating": rating, "seen": card.seen if seen is None else seen}
    return client.post(f"/review/{card.pk}/", data).status_code


def test_cards_enter_once_and_come_from_the_next_morning_on(
    ada: User, bo: User, lesson: Lesson, set_clock: SetClock
) -> None:
    assert ReviewCard.objects.enter(ada, lesson) == 2
    assert ReviewCard.objects.enter(ada, lesson) == 0
    assert ReviewCard.objects.due(ada).count() == 0
    set_clock(2026, 11, 23, 16, 1)  # a minute past midnight in Shanghai
    assert ReviewCard.objects.due(ada).count() == 2
    assert ReviewCard.objects.due(bo).count() == 0


def test_a_lesson_without_text_has_no_cards(ada: User) -> None:
    assert ReviewCard.objects.enter(ada, Lesson.objects.create(slug="unwritten")) == 0


def test_the_page_shows_front_and_folded_back(ada_client: Client, due: ReviewCard) -> None:
    text = ada_client.get("/review/").content.decode()
    assert "Front 0 of attention" in text and "2 cards left today" in text
    assert text.index("<details") < text.index("Back 0")


def test_code_and_formulas_on_a_card_are_rendered_and_markup_is_harmless(
    ada_client: Client, due: ReviewCard, lesson: Lesson
) -> None:
    assert lesson.published
    lesson.published.cards[0]["front"] = {"zh": "x", "en": "Why `softmax` of $q k$? <script>alert(1)</script>"}
    lesson.published.save()
    text = ada_client.get("/review/").content.decode()
    assert "<code>softmax</code>" in text and "<math" in text and "<script>alert" not in text


def test_a_card_known_well_leaves_for_days(ada_client: Client, due: ReviewCard) -> None:
    assert rate(ada_client, due) == 302
    due.refresh_from_db()
    assert due.due_at > at(2026, 11, 25) and due.state["stability"]
    assert "Front 1" in ada_client.get("/review/").content.decode()


def test_a_forgotten_card_comes_back_today_after_the_others(ada_client: Client, due: ReviewCard) -> None:
    rate(ada_client, due, "1")
    assert "Front 1" in ada_client.get("/review/").content.decode()
    rate(ada_client, ReviewCard.objects.get(card_id="c1"), "4")
    assert "Front 0" in ada_client.get("/review/").content.decode()


def test_easier_means_later(ada: User, set_clock: SetClock, ada_client: Client) -> None:
    ReviewCard.objects.enter(ada, make_lesson("four", cards=4))
    set_clock(2026, 11, 24, 1)
    cards = list(ReviewCard.objects.order_by("pk"))
    for card, rating in zip(cards, "1234", strict=True):
        rate(ada_client, card, rating)
        card.refresh_from_db()
    times = [card.due_at for card in cards]
    assert times == sorted(times)


def test_answering_twice_counts_once(ada_client: Client, due: ReviewCard) -> None:
    rate(ada_client, due)
    first = ReviewCard.objects.get(pk=due.pk)
    rate(ada_client, due)
    assert ReviewCard.objects.get(pk=due.pk).state == first.state


def test_when_all_is_reviewed_it_says_when_the_next_comes(ada_client: Client, due: ReviewCard) -> None:
    for card in ReviewCard.objects.all():
        rate(ada_client, card)
    assert "The next one comes on" in ada_client.get("/review/").content.decode()


def test_before_the_first_lesson_it_says_what_will_be_here(ada_client: Client) -> None:
    assert "Your review cards will be here" in ada_client.get("/review/").content.decode()


def test_a_card_that_left_its_lesson_rests(ada_client: Client, due: ReviewCard, lesson: Lesson) -> None:
    assert lesson.published
    lesson.published.cards = lesson.published.cards[1:]
    lesson.published.save()
    text = ada_client.get("/review/").content.decode()
    assert "Front 1" in text and "1 card left today" in text


def test_anonymous(client: Client, due: ReviewCard) -> None:
    assert client.get("/review/").status_code == 302
    assert rate(client, due) == 302
    assert ReviewCard.objects.get(pk=due.pk).due_at == due.due_at


def test_a_stranger_finds_nothing(bo_client: Client, due: ReviewCard) -> None:
    assert rate(bo_client, due) == 404
    assert "Front" not in bo_client.get("/review/").content.decode()


def test_bad_id(ada_client: Client, due: ReviewCard) -> None:
    assert ada_client.post("/review/999999/", {"rating": "3"}).status_code == 404


@pytest.mark.parametrize("rating", ["0", "5", "", "x", "3.0"])
def test_bad_rating(ada_client: Client, due: ReviewCard, rating: str) -> None:
    assert rate(ada_client, due, rating) == 400


def test_wrong_method(ada_client: Client, due: ReviewCard) -> None:
    assert ada_client.post("/review/").status_code == 405
    assert ada_client.get(f"/review/{due.pk}/").status_code == 405
