"""The staircase rises evenly, stays in its frame, and has a step for everything."""

from hypothesis import given
from hypothesis import strategies as st

from jieti.courses.stairs import GROUND, TOP, WIDTH, Tread, stairs

TREAD = Tread("Day", "/day/", "")
FLIGHTS = st.lists(st.lists(st.lists(st.just(TREAD), max_size=9), max_size=4), max_size=9)


@given(FLIGHTS)
def test_it_fits_and_rises(flights: list[list[list[Tread]]]) -> None:
    drawing = stairs([(str(n), landings) for n, landings in enumerate(flights)])
    steps = [bar for bar in drawing.bars if bar.tread]
    assert len(steps) == sum(len(steps) for landings in flights for steps in landings)
    assert drawing.width <= WIDTH + 1
    for bar in drawing.bars:
        assert bar.x >= 0 and bar.x + bar.width <= drawing.width + 1
        assert TOP - 1 <= bar.y <= GROUND
    for lower, higher in zip(steps, steps[1:], strict=False):
        assert lower.y >= higher.y and lower.x < higher.x


def test_a_landing_between_weeks_and_a_gap_between_stages() -> None:
    drawing = stairs([("1", [[TREAD], [TREAD]]), ("2", [[TREAD]])])
    assert [bar.tread is None for bar in drawing.bars] == [False, True, False, False]
    assert drawing.flights[0].right < drawing.flights[1].left
    assert drawing.bars[1].y == drawing.bars[0].y  # a landing is level


def test_nothing_to_climb() -> None:
    assert stairs([]).bars == []
