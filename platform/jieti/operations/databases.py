"""A copy of the whole database in one file, and back: one class for each kind of database."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _

SQLITE_SIDES = ("-wal", "-shm")


class Unusable(Exception):
    """A copy that cannot be put back, or a database that cannot be copied; the text says why."""


class Database(Protocol):
    """How the database of this installation is copied and replaced."""

    file: str  # what a copy is called inside a backup

    def copy(self, target: Path) -> None:
        """Write a consistent copy, whoever writes meanwhile."""

    def check(self, copy: Path) -> None:
        """Raise Unusable unless `copy` can be put back, and nobody is at work in the database."""

    def replace(self, copy: Path, kept: Path) -> None:
        """Put `copy` in the place of what is there; that goes into the folder `kept`."""


class Sqlite:
    """SQLite: the file itself."""

    file = "jieti.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy(self, target: Path) -> None:
        """See Database: SQLite's online backup."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(target)) as destination:
            source.backup(destination)

    def check(self, copy: Path) -> None:
        """See Database."""
        with closing(sqlite3.connect(copy)) as database:
            try:
                (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
            except sqlite3.DatabaseError as error:
                verdict = str(error)
        if verdict != "ok":
            raise Unusable(_("its database is damaged: %(why)s") % {"why": verdict})

    def replace(self, copy: Path, kept: Path) -> None:
        """See Database."""
        leave()
        for side in ("", *SQLITE_SIDES):
            path = self.path.with_name(self.path.name + side)
            if path.exists():
                shutil.move(path, kept / path.name)
        shutil.move(copy, self.path)


class Postgres:
    """Postgres: pg_dump and pg_restore, which have to be of the server's version or newer."""

    file = "jieti.pgdump"

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.name = str(parameters["NAME"])
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
        given = {variable: str(parameters[key]) for key, variable in names.items() if parameters.get(key)}
        if mode := parameters.get("OPTIONS", {}).get("sslmode"):
            given["PGSSLMODE"] = str(mode)
        self.environment = {**os.environ, **given}  # not on the command line, which everybody on the machine can read

    def _run(self, *command: str) -> str:
        try:
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        except FileNotFoundError:
            message = _("%(program)s is not installed here (Debian: apt-get install postgresql-client).")
            raise Unusable(message % {"program": command[0]}) from None
        if done.returncode != 0:
            raise Unusable(done.stderr.strip()[-2000:])
        return done.stdout

    def copy(self, target: Path) -> None:
        """See Database: one snapshot for all tables."""
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", self.name)

    def check(self, copy: Path) -> None:
        """See Database."""
        self._run("pg_restore", "--list", str(copy))
        leave()
        count = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = int(self._run("psql", "-Atc", count, self.name))
        if others:
            message = _("%(n)s others are connected to the database. Stop web, workers and reconciler, then restore.")
            raise Unusable(message % {"n": others})

    def replace(self, copy: Path, kept: Path) -> None:
        """See Database: all or nothing, in one transaction. Tables that the copy has not are dropped as well."""
        self.copy(kept / self.file)
        script = kept / "replace.sql"
        self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
        leave()
        empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        stop = "--set=ON_ERROR_STOP=1"
        try:
            self._run("psql", "-q", stop, "--single-transaction", "-c", empty, "-f", str(script), self.name)
        finally:
            script.unlink()


def leave() -> None:
    """Let go of the database ourselves."""
    connections.close_all()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()


def here() -> Database:
    """Return the database of this installation."""
    parameters = settings.DATABASES["default"]
    if connection.vendor == "postgresql":
        return Postgres(parameters)
    return Sqlite(Path(parameters["NAME"]))
