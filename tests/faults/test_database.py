"""Postgres dies: pages say so, drafts stay, what was being graded is written once it is back, with nobody's help."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.steps import write
from tests.faults.house import LEASE_S, House, until

pytestmark = pytest.mark.servers

SAID_S = 10.0  # until a page says so, on a machine that is busy with other tests
SHOWN_MS = 30_000
EXERCISE = "/exercises/plus-one/"


def test_killed_with_200_in_flight_and_away_for_longer_than_a_lease(house: House) -> None:
    """Nobody can renew a lease meanwhile; that is no reason to take rows from workers that are well."""
    assert house.database is not None
    with house.held("worker"):
        batch = house.hand_in()
    batch.under_way()
    with house.database.away():
        killed = time.monotonic()
        page = house.look(0, EXERCISE)
        assert page.status == 503 and "The database does not answer just now" in page.body
        assert page.seconds < SAID_S
        refused = house.submit(batch.source(0, 99), 0)
        assert refused.status == 503 and "Nothing was lost" in refused.body["error"]
        assert house.probe("/healthz") == 200, "the web server itself is well"
        assert house.probe("/readyz") == 503
        until(lambda: time.monotonic() > killed + LEASE_S, "no lease holds any longer")
    rows = batch.settle()
    assert sum(row.faults for row in rows) <= 2, "at most what was just being claimed is begun again"
    until(lambda: house.probe("/readyz") == 200, "it is ready again")


@pytest.fixture
def page(house: House, browser: Browser) -> Iterator[Page]:
    """The browser of somebody who is signed in."""
    context = browser.new_context(base_url=house.url, locale="en-GB")
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "sessionid", "value": house.sessions[0], "url": house.url}])
    yield context.new_page()
    context.close()


def test_a_draft_outlives_it(house: House, page: Page) -> None:
    assert house.database is not None
    page.goto(EXERCISE)
    with house.database.away():
        write(page, "# half a thought\n")
        expect(page.locator("#draft-state")).to_have_text("Offline: kept on this device", timeout=SHOWN_MS)
        page.locator("#submit").click()
        expect(page.locator("#problem")).to_contain_text("The database does not answer just now", timeout=SHOWN_MS)
        page.reload()
        expect(page.locator("main")).to_contain_text("a draft that could not be saved stays on this device")
    until(lambda: house.probe("/readyz") == 200, "it is back")
    page.goto(EXERCISE)
    expect(page.locator("#source")).to_have_value("# half a thought\n", timeout=SHOWN_MS)
    kept = "SELECT source FROM submissions_draft WHERE source LIKE '%half a thought%'"
    until(lambda: house.servers.query(kept), "the draft is on the server as well")
