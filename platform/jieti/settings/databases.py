"""Which database: SQLite in the state folder, or the Postgres that DATABASE_URL names."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Connections of one process, seconds until a page says "busy" or "away", and seconds for which the pool tries again by
# itself. After that each request has it try at once; otherwise it would pause as long as the database had been away.
POOL = {"min_size": 1, "max_size": 16, "timeout": 4, "reconnect_timeout": 2}
ADVICE = (
    "DATABASE_URL must look like postgres://user:password@host:5432/name"
    " (signs like @ or / in the password as %40, %2F); leave it out for SQLite."
)


def database(url: str | None, folder: Path) -> dict[str, Any]:
    """Return Django's DATABASES entry. Raises ImproperlyConfigured, without the password, for a URL of no use."""
    if not url:
        return sqlite(folder / "jieti.sqlite3")
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:  # its text would quote the URL, and with it the password
        raise ImproperlyConfigured(ADVICE) from error
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(Path(found["NAME"]))
    if found["ENGINE"] != "django.db.backends.postgresql" or not found["NAME"]:
        raise ImproperlyConfigured(ADVICE)
    options = {"connect_timeout": 5, "pool": POOL, **found.get("OPTIONS", {})}
    return {**found, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def sqlite(path: Path) -> dict[str, Any]:
    """Return SQLite as we use it: many readers beside one writer, who waits for the lock rather than failing."""
    return {
        "ENGINE": "jieti.lib.fair_sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
    }
