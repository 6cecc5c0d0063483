"""The database and the broker of one Jieti under test: of the kind that the environment names, but all its own.

Without DATABASE_URL and REDIS_URL that is SQLite and the embedded Valkey in its state folder. With them it is a new
database on that Postgres, and a numbered one of that Redis.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

REDIS_DATABASES = 200  # .ci/run starts Redis with more


class Servers:
    """Names them for the processes of one Jieti, looks into the database from outside, and clears away."""

    def __init__(self, var: Path, named: Mapping[str, str]) -> None:
        self.var = var
        self.name = "jieti_" + hashlib.sha256(os.fsencode(var)).hexdigest()[:16]
        self.server = named.get("DATABASE_URL", "")
        self.environment = {"JIETI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "jieti.settings.base", "LC_ALL": "C.UTF-8"}
        if self.server:
            self.environment["DATABASE_URL"] = _replaced(self.server, self.name)
            self._on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            self._on_server(f"CREATE DATABASE {self.name}")
        if broker := named.get("REDIS_URL"):
            with redis.Redis.from_url(broker) as client:
                number = 1 + int(client.incr("jieti-tests")) % REDIS_DATABASES
            self.environment["REDIS_URL"] = _replaced(broker, str(number))

    def _on_server(self, statement: str) -> None:
        with closing(psycopg.connect(self.server, autocommit=True)) as connection:
            connection.execute(statement)

    def connect(self) -> Any:
        """Return a connection of the driver's own, as somebody else's process would have it."""
        if self.server:
            return psycopg.connect(self.environment["DATABASE_URL"])
        return sqlite3.connect(self.var / "jieti.sqlite3", timeout=20, isolation_level=None)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with closing(self.connect()) as database:
            return list(database.execute(sql).fetchall())

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Let nobody else write to `table`."""
        with closing(self.connect()) as database:
            database.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE" if self.server else "BEGIN IMMEDIATE")
            try:
                yield
            finally:
                database.execute("ROLLBACK")

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table."""
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        if self.server:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return {name: sorted(self.query(f'SELECT * FROM "{name}"'), key=repr) for (name,) in self.query(names)}

    def clear_away(self) -> None:
        """Drop what is on servers that others use as well."""
        if self.server:
            self._on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        if broker := self.environment.get("REDIS_URL"):
            with redis.Redis.from_url(broker) as client:
                client.flushdb()


def _replaced(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))


@contextmanager
def servers(var: Path, named: Mapping[str, str] = os.environ) -> Iterator[Servers]:
    """Make them for a state folder, on the servers that are `named`, and clear them away in the end."""
    made = Servers(var, named)
    try:
        yield made
    finally:
        made.clear_away()
