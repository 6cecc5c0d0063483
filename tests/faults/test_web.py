"""The web server dies: who was handing in, and who was waiting for a verdict, is none the worse for it."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.house import EACH, PEOPLE, SUBMIT, House, until


def test_killed_while_200_are_handed_in(house: House) -> None:
    batch = house.batch()

    def everything_of(person: int) -> None:
        for number in range(EACH):
            source = {"source": batch.source(person, number)}
            assert house.insist(person, "POST", SUBMIT, source).status == 201

    with house.held("worker"), ThreadPoolExecutor(PEOPLE) as crowd:
        for person in range(PEOPLE):
            crowd.submit(everything_of, person)
        until(lambda: len(batch.rows()) > 20, "people hand in")
        house.kill("web")
    batch.expected = PEOPLE * EACH
    batch.settle()


def test_killed_with_200_in_flight_while_people_wait_for_their_verdicts(house: House) -> None:
    with house.held("worker"):
        batch = house.hand_in()
    handed_in = [answer.body["id"] for answer in batch.answers]
    with ThreadPoolExecutor(PEOPLE) as crowd:
        # Of each the last one: it is graded late.
        waiting = [crowd.submit(house.follow, n, handed_in[n * EACH + EACH - 1]) for n in range(PEOPLE)]
        batch.under_way()
        house.kill("web")
        shown = [one.result() for one in waiting]
    assert {one["status"] for one in shown} == {"passed"}
    assert sum(row.faults for row in batch.settle()) == 0
