"""Renews the leases of the rows that this process is grading, so that a lease may be short and a grading long.

A worker that dies stops renewing, and the reconciler takes its rows back. One that hangs is given up as well: nothing
is renewed for longer than HOLD_LIMIT_S.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from jieti.submissions.models import Submission

log = logging.getLogger(__name__)

HOLD_LIMIT_S = 900.0  # well above what any exercise may take, its reference and wrong variants included


class Leases:
    """The rows in hand, by (row, claim), and since when."""

    def __init__(self) -> None:
        self._held: dict[tuple[Any, Any], float] = {}
        self._wanted = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def hold(self, row: Submission) -> Iterator[None]:
        """Keep `row` from running out of its lease while the body runs."""
        key = (row.pk, row.claim)
        with self._lock:
            self._held[key] = time.monotonic()
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_on, name="leases", daemon=True)
                self._thread.start()
        self._wanted.set()
        try:
            yield
        finally:
            with self._lock:
                del self._held[key]
                if not self._held:
                    self._wanted.clear()

    def _keep_on(self) -> None:
        while self._wanted.wait():
            time.sleep(settings.LEASE_SECONDS / 3)
            try:
                self.renew()
            except Error as error:
                log.warning("leases could not be renewed: %s", error)
            finally:
                connection.close()

    def renew(self) -> None:
        """Give every row in hand another full lease."""
        now = time.monotonic()
        with self._lock:
            keys = [key for key, since in self._held.items() if now - since < HOLD_LIMIT_S]
        until = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)
        for pk, claim in keys:
            Submission.objects.filter(pk=pk, claim=claim).update(lease_until=until)
