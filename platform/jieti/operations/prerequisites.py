"""What has to be there before anything starts: a database, a broker, room on the disk. Each refusal says what to do.

`manage.py up` asks before it starts anything, and `manage.py ready` for containers and scripts.
"""

import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from jieti.settings.paths import VAR

ROOM = 64 << 20  # bytes: less, and the first backup, log or SQLite journal fills the disk


def database() -> Iterator[str]:
    """Yield what keeps the database from being used."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        parameters = connection.settings_dict
        where = f"{parameters.get('HOST') or _('this machine')}:{parameters.get('PORT') or 5432}"
        said = {"where": where, "user": parameters.get("USER"), "name": parameters["NAME"], "why": _last_line(error)}
        yield (
            _(
                "The database does not let us in: %(name)s at %(where)s as %(user)s. It says: %(why)s"
                " Check DATABASE_URL, and that the server runs and knows this user and database."
            )
            % said
        )


def migrations() -> Iterator[str]:
    """Yield that the tables are older than the code, if they are. Asks the database, which must be there."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _backwards in missing[:5])
        yield _("The database lacks %(n)s migrations (%(names)s ...). Run `manage.py migrate` first.") % {
            "n": len(missing),
            "names": names,
        }


def broker() -> Iterator[str]:
    """Yield what keeps the broker from being used: it is tried with what we do to it."""
    key = "jieti:prerequisite"
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3) as client:
            client.lpush(key, "x")
            client.expire(key, 1)
            client.delete(key)
            client.publish(key, "x")
    except (redis.RedisError, ValueError) as error:
        address = urlsplit(settings.REDIS_URL)
        where = address.path if address.scheme == "unix" else f"{address.hostname}:{address.port or 6379}"
        yield _(
            "The broker does not do what it is asked: Redis at %(where)s. It says: %(why)s"
            " Check REDIS_URL, its user and password, and that the user may read and write all keys and channels."
        ) % {"where": where, "why": _last_line(error)}


def disk() -> Iterator[str]:
    """Yield that nothing can be written into the state folder, if so."""
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=VAR) as file:
            file.truncate(0)
            for _piece in range(ROOM >> 20):
                file.write(bytes(1 << 20))
            file.flush()
    except OSError as error:
        yield _("%(var)s cannot be written to (%(why)s). Make room, or name another folder in JIETI_VAR.") % {
            "var": VAR,
            "why": error.strerror,
        }


def _last_line(error: Exception) -> str:
    """Return the end of what a driver says; addresses and reasons stand there, a password never does."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") + "." if lines else type(error).__name__ + "."
