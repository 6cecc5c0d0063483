"""Postgres dies: pages say so, what was being graded is written once it is back, and nobody has to do anything."""

import pytest

from tests.faults.house import LEASE_S, House, until

pytestmark = pytest.mark.servers

SAID_S = 10.0  # until a page says so, on a machine that is busy with other tests


def test_killed_with_200_in_flight(house: House) -> None:
    assert house.database is not None
    with house.held("worker"):
        batch = house.hand_in()
    batch.under_way()
    house.database.kill()
    page = house.look(0, "/exercises/plus-one/")
    assert page.status == 503 and "The database does not answer just now" in page.body
    assert page.seconds < SAID_S
    refused = house.submit(batch.source(0, 99), 0)
    assert refused.status == 503 and "Nothing was lost" in refused.body["error"]
    assert house.probe("/healthz") == 200, "the web server itself is well"
    assert house.probe("/readyz") == 503
    house.database.start()
    rows = batch.settle()
    assert sum(row.faults for row in rows) <= 2, "at most what was just being claimed is begun again"
    until(lambda: house.probe("/readyz") == 200, "it is ready again")


def test_away_for_longer_than_a_lease(house: House) -> None:
    """Nobody could renew one meanwhile; that is no reason to take rows from workers that are well."""
    assert house.database is not None
    with house.held("worker"):
        batch = house.hand_in()
    batch.under_way()
    before = house.log("reconciler").count("the database did not answer")
    house.database.kill()
    until(
        lambda: house.log("reconciler").count("the database did not answer") >= before + LEASE_S / 0.5, "it takes long"
    )
    house.database.start()
    assert sum(row.faults for row in batch.settle()) <= 2
