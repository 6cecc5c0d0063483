"""Threads that write at the same time stand in line; the line moves on whatever becomes of who is in front."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from jieti.settings.databases import sqlite


class Boom(Exception):
    """What goes wrong in the middle of a transaction."""


@pytest.fixture
def databases(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[ConnectionHandler]:
    found = ConnectionHandler({"default": {**sqlite(tmp_path / "x.sqlite3")}})
    with django_db_blocker.unblock():
        with found["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE t (who integer)")
        yield found
        found.close_all()


def write(connection: Any, who: int) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        connection.cursor().execute("INSERT INTO t VALUES (%s)", [who])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def count(connection: Any) -> int:
    return int(connection.cursor().execute("SELECT count(*) FROM t").fetchone()[0])


def test_fifty_threads_write_and_none_is_turned_away(databases: ConnectionHandler) -> None:
    start, failures = threading.Barrier(50), []

    def work(who: int) -> None:
        start.wait()
        try:
            for _ in range(5):
                write(databases["default"], who)
        except OperationalError as error:
            failures.append(error)
        databases["default"].close()

    threads = [threading.Thread(target=work, args=(who,)) for who in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures and count(databases["default"]) == 250


def elsewhere(databases: ConnectionHandler) -> None:
    """Write in another thread; it would wait for the one that is in front."""
    done: list[bool] = []

    def work() -> None:
        write(databases["default"], 1)
        databases["default"].close()
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert done, "the line does not move"


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_line_moves_on_at_the_end(databases: ConnectionHandler, end: str) -> None:
    connection = databases["default"]
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    getattr(connection, end)()
    elsewhere(databases)


def test_the_line_moves_on_when_a_transaction_cannot_begin(databases: ConnectionHandler, tmp_path: Path) -> None:
    connection = databases["default"]
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    connection.close()
    other = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError):
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other.close()
    connection.close()
    elsewhere(databases)


def test_the_line_moves_on_when_the_disk_is_full(databases: ConnectionHandler) -> None:
    connection = databases["default"]
    cursor = connection.cursor()
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperationalError, match="full"):
        for who in range(5000):
            write(connection, who)
    connection.close()
    elsewhere(databases)


def test_who_waits_too_long_is_told(databases: ConnectionHandler) -> None:
    connection = databases["default"]
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    said: list[str] = []

    def work() -> None:
        mine = databases["default"]
        mine.settings_dict["OPTIONS"]["timeout"] = 0.05
        try:
            write(mine, 1)
        except OperationalError as error:
            said.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    connection.rollback()
    assert said == ["database is locked: the queue in front of it does not move"]


@pytest.mark.django_db(transaction=True)
def test_the_real_one_does_so_too() -> None:
    """Django's own way into and out of a transaction."""
    with pytest.raises(Boom), transaction.atomic():
        raise Boom
    with transaction.atomic():
        pass
