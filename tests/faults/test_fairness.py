"""A real worker, and one person who hands in 200 at once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.house import House

SLOTS = 2


def test_two_hundred_of_one_person_delay_another_by_about_one_job(house: House) -> None:
    batch, other = house.batch(), house.batch()
    with house.held("worker"), ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda n: house.submit(batch.source(0, n), 0), range(200)))
    batch.expected = 200
    batch.under_way()
    other.answers = [house.submit(other.source(1, 0), 1)]
    other.expected = 1
    assert house.follow(1, other.answers[0].body["id"])["status"] == "passed"
    other.settle()
    (overtaken,) = house.servers.query(
        "SELECT count(*) FROM submissions_submission crowd, submissions_submission one"
        f" WHERE one.source LIKE '%# {other.prefix}%' AND crowd.source LIKE '%# {batch.prefix}%'"
        " AND crowd.started_at > one.created_at AND crowd.started_at < one.started_at"
    )[0]
    assert overtaken <= SLOTS, "others came first, although they have long had their turn"
    batch.settle()
