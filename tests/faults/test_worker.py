"""Workers die, and work beside each other."""

from tests.faults.house import House, until


def test_killed_twice_with_200_in_flight(house: House) -> None:
    with house.held("worker"):
        batch = house.hand_in()
    for _time in range(2):
        batch.under_way() if _time == 0 else until(lambda: batch.count("running"), "the next one is at work")
        begun = house.begun()
        house.kill("worker")
        house.grades(begun + 1)
    rows = batch.settle()
    assert 1 <= sum(row.faults for row in rows) <= 4, "only what was being graded was begun again"


def test_two_workers_share_the_work_and_do_nothing_twice(house: House) -> None:
    second = house.another_worker()
    with house.held("worker"), house.held("second worker"):
        batch = house.hand_in()
    rows = batch.settle()
    assert [row.faults for row in rows] == [0] * len(rows)

    batch = house.hand_in()
    second.kill()
    second.wait()
    batch.settle()
