"""A worker's row among the machines: written when the doctor has been, touched while the worker is there.

The row is the truth, here too. Whoever wants a machine examined again writes that into its row; a broadcast only makes
the worker look sooner. All writing is done by one thread, so that a database that is away delays no grading.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from django.db import Error, connection
from django.utils import timezone

from jieti.operations.models import Machine
from sandbox.backend import Backend, chosen
from sandbox.doctor import Finding, fit
from sandbox.facts import facts

log = logging.getLogger(__name__)

BEAT_S = 10.0
AGAIN_S = 300.0  # after this long an unfit machine is examined again unasked: it may only have been too busy


class Examined(Protocol):
    """What is examined: the worker's bench."""

    on_examined: Callable[[Backend, list[Finding]], None]

    def examine(self) -> None:
        """Ask the doctor again."""


class Presence:
    """Keeps the row of this worker's machine."""

    def __init__(self, bench: Examined, name: str = "") -> None:
        self.bench = bench
        self.key = {"name": name or socket.gethostname(), "backend": chosen()}
        self._values: dict[str, Any] = {"fit": False, "findings": [], "facts": {}, "checked_at": None, "asked_at": None}
        self._unsaved = True
        self._checked = 0.0
        self._look = threading.Event()
        self._closing = False

    def begin(self) -> threading.Thread:
        """Listen to the bench, and keep the row from now on, in the thread that is returned."""
        self.bench.on_examined = self.note
        thread = threading.Thread(target=self._keep_on, name="presence", daemon=True)
        thread.start()
        return thread

    def note(self, host: Backend, findings: list[Finding]) -> None:
        """Keep what the doctor found, to be written at once."""
        self._values = {
            "fit": fit(findings),
            "findings": [asdict(finding) for finding in findings],
            "facts": facts(host),
            "checked_at": timezone.now(),
            "asked_at": None,
        }
        self._checked = time.monotonic()
        self._unsaved = True
        self.look()

    def look(self) -> None:
        """Look at the row now rather than at the next beat."""
        self._look.set()

    def end(self) -> None:
        """The worker goes home."""
        self._closing = True
        self.look()

    def beat(self) -> None:
        """Write what is new, or only that we are there; have the machine examined if that is due."""
        unsaved, self._unsaved = self._unsaved, False
        try:
            row = None if unsaved else Machine.objects.touch(**self.key)
            if row is None:  # something is new, or somebody has deleted the row
                Machine.objects.report(**self.key, **self._values)
                Machine.objects.forget_the_long_gone()
        except Error:
            self._unsaved = True
            raise
        if (row is not None and row.asked_at) or self._is_due():
            self.bench.examine()
            self.beat()

    def _is_due(self) -> bool:
        unfit = self._checked > 0 and not self._values["fit"]
        return unfit and time.monotonic() - self._checked > AGAIN_S

    def _keep_on(self) -> None:
        while not self._closing:
            try:
                self.beat()
            except Error as error:
                log.warning("the machine's row could not be kept: %s", error)
            except Exception:  # whatever it was, the worker must not seem gone for it
                log.exception("the machine's row could not be kept")
            finally:
                connection.close()
            self._look.wait(BEAT_S)
            self._look.clear()
