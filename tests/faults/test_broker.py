"""The broker hangs, dies, comes back with nothing: what is handed in is taken at once, and graded."""

from tests.faults.house import House

AT_ONCE_S = 2.5  # on a machine that is busy with other tests; who waited for the broker would wait for twice as long


def test_while_it_hangs_submissions_are_taken_at_once(house: House) -> None:
    with house.held("broker") if house.queue is None else house.queue.held():
        first = house.hand_in(people=[0], each=1)  # it is this one's request that finds out
        assert first.answers[0].seconds < AT_ONCE_S
        batch = house.hand_in()
    assert sum(row.faults for row in [*first.settle(), *batch.settle()]) == 0


def test_killed_and_started_again_empty_with_200_in_flight(house: House) -> None:
    with house.held("worker"):
        batch = house.hand_in()
    batch.under_way()
    if house.queue is None:  # `up` starts it again at once
        house.kill("broker")
        late = house.hand_in(each=5)
    else:
        with house.queue.away():
            late = house.hand_in(each=5)
    assert sum(row.faults for row in [*batch.settle(), *late.settle()]) == 0


def test_flushed_before_and_while_200_are_graded(house: House) -> None:
    with house.held("worker"), house.redis() as broker:
        batch = house.hand_in()
        broker.flushall()
    batch.under_way()
    with house.redis() as broker:
        broker.flushall()
    assert sum(row.faults for row in batch.settle()) == 0
