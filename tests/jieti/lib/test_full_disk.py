"""No room left: the page says so, nothing is half-written, and everything goes on once there is room."""

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.lib.errors import is_full_disk
from jieti.submissions.models import Draft, Submission

pytestmark = pytest.mark.django_db(transaction=True)

SUBMIT = "/exercises/dot/submit/"
LARGE = "x = 1  # long\n" * 8000  # more than is free in the pages there are
Full = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def exercise() -> Exercise:
    exercise = Exercise.objects.create(slug="dot", title={"zh": "点积", "en": "Dot"})
    files = {"exercise.yaml": "hints: []\n", "starter.py": "x\n", "statement.en.md": "x", "statement.zh.md": "x"}
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d", files=files)
    exercise.save()
    return exercise


@contextmanager
def sqlite_full(table: str) -> Iterator[None]:
    """SQLite may have no page more than it has, as on a disk that is full."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no page is left over from earlier
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 4294967294")


@contextmanager
def postgres_full(table: str) -> Iterator[None]:
    """Postgres says what it says when its disk is full, as soon as somebody writes to `table`."""
    raises = "BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {raises} $$")
        cursor.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION full_disk()")
        yield
        cursor.execute(f"DROP TRIGGER full_disk ON {table}")
        cursor.execute("DROP FUNCTION full_disk")


@pytest.fixture
def full() -> Full:
    return postgres_full if connection.vendor == "postgresql" else sqlite_full


@pytest.fixture
def browser(ada: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """One whose connection stays open between requests, so that what holds for it goes on holding."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    connection.close()
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    client.force_login(ada)
    return client


@pytest.mark.parametrize("table", ["submissions_submission", "submissions_draft"])
def test_handing_in_is_all_or_nothing(
    browser: Client, exercise: Exercise, full: Full, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    with full(table):
        page = browser.post(SUBMIT, {"source": LARGE})
        assert page.status_code == 507 and "The server's disk is full" in page.content.decode()
        answer = browser.post(SUBMIT, {"source": LARGE}, headers={"accept": "application/json"})
        assert answer.status_code == 507 and "this was not saved" in answer.json()["error"]
        assert browser.get("/exercises/dot/").status_code == 200, "what is there can be read"
    assert not Submission.objects.exists() and not Draft.objects.exists()
    assert "the disk is full: nothing can be saved" in caplog.text
    assert browser.post(SUBMIT, {"source": LARGE}).status_code == 302, "there is room again"
    assert Submission.objects.count() == Draft.objects.count() == 1


def test_a_draft_is_refused_so_that_the_editor_keeps_it(browser: Client, exercise: Exercise, full: Full) -> None:
    with full("submissions_draft"):
        answer = browser.post("/exercises/dot/draft/", {"source": LARGE}, headers={"accept": "application/json"})
        assert answer.status_code == 507
    assert not Draft.objects.exists()


def test_full_disks_of_every_kind_are_known() -> None:
    caused = RuntimeError("saving failed")
    caused.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert is_full_disk(caused) and is_full_disk(OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert not is_full_disk(OSError(errno.ENOENT, "No such file")) and not is_full_disk(None)


def test_the_page_needs_nothing_and_speaks_both_languages() -> None:
    html = render_to_string("507.html")
    assert "base.css" in html and 'lang="en"' in html and 'lang="zh-Hans"' in html
