"""Who wants to write while somebody else does stands in line, instead of asking again and again as SQLite does.

SQLite has one writer. Who comes too late sleeps, a little longer each time, and tries again: where many threads write,
somebody may have bad luck until the patience of 20 seconds is over. With this only one thread of a process asks.
"""

import sqlite3
import threading

from django.db.backends.sqlite3 import base

#: By the file, so that two databases are not in each other's way.
_queues: dict[str, threading.Lock] = {}
_making = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for their turn."""

    _queue: "threading.Lock | None" = None  # held from the beginning of a transaction until it is over

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Stand in line before a transaction begins."""
        begins = force_begin_transaction_with_broken_autocommit and not autocommit
        if begins:
            self._stand_in_line()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            if begins:
                self._leave()
            raise

    def commit(self) -> None:
        """Let the next one in; where the commit fails a rollback follows, and does."""
        super().commit()
        self._leave()

    def rollback(self) -> None:
        """Let the next one in, whatever becomes of it."""
        try:
            super().rollback()
        finally:
            self._leave()

    def close(self) -> None:
        """Let the next one in: without a connection there is no transaction."""
        try:
            super().close()
        finally:
            self._leave()

    def _stand_in_line(self) -> None:
        with _making:
            queue = _queues.setdefault(str(self.settings_dict["NAME"]), threading.Lock())
        patience: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        if not queue.acquire(timeout=patience):
            with self.wrap_database_errors:
                raise sqlite3.OperationalError("database is locked: the queue in front of it does not move")
        self._queue = queue

    def _leave(self) -> None:
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.release()
