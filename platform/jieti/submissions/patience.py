"""Writing although the database may be away for a moment: restarted, locked, its disk full.

What a cell has found out is not thrown away for that. Whoever has meanwhile got the row instead is protected by the
claim; without any of this the row would be graded again, once its lease has run out.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
PAUSE_S = 0.5

Result = TypeVar("Result")


def patiently(write: Callable[[], Result], patience_s: float, given_up: Callable[[], bool]) -> Result:
    """Return what `write` returns once the database lets it; raise after `patience_s`, or if `given_up` says so."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            return write()
        except AWAY as error:
            if given_up() or time.monotonic() > deadline:
                raise
            log.warning("the database did not take it, next try in %s s: %s", PAUSE_S, error)
            connection.close()
            time.sleep(PAUSE_S)
