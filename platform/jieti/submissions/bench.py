"""The one sandbox of a worker process: examined and warmed when the worker starts, shared by its threads.

Law 3: a host that cannot confine does not grade. Its rows stay queued, and the log says which limit is missing.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from grader import CaseStock
from sandbox import doctor
from sandbox.backend import Backend, open_host
from sandbox.doctor import Finding

log = logging.getLogger(__name__)


class Bench:
    """Holds a worker's `Host` once the doctor has found the machine fit, and for as long as it does."""

    def __init__(self, cell_python: Path) -> None:
        self.cell_python = cell_python
        self.closing = False
        self.unfit = False  # a later examination found a limit that no longer holds
        self.stock: CaseStock | None = None  # cases made ahead, so that a grading waits for one cell only
        self.on_examined: Callable[[Backend, list[Finding]], None] = lambda host, findings: None
        self._host: Backend | None = None
        self._examined = threading.Event()
        self._opening = threading.Lock()
        self._examining = threading.Lock()
        self._started = False
        self._then: Callable[[], None] = lambda: None

    def open(self, then: Callable[[], None]) -> None:
        """Examine and warm in the background; call `then` when grading may begin."""
        with self._opening:
            if not self._started:
                self._started = True
                self._then = then
                threading.Thread(target=self.examine, name="bench", daemon=True).start()

    def host(self) -> Backend | None:
        """Return the sandbox, waiting for the doctor if need be; None where nothing may be graded."""
        self.open(then=lambda: None)
        self._examined.wait()
        return None if self.unfit else self._host

    @property
    def takes_nothing_new(self) -> bool:
        """Whether no further row may be claimed: the worker goes home, or the machine no longer confines."""
        return self.closing or self.unfit

    def examine(self) -> None:
        """Ask the doctor, the first time or again. What is fit grades from now on, what is not stops."""
        with self._examining:
            try:
                fresh = self._judge()
            finally:
                self._examined.set()
            if fresh is not None:
                log.info("the sandbox holds: grading begins")
                self._then()
                self._warm(fresh)

    def close(self) -> None:
        """End the sandbox and everything in it."""
        self.closing = True
        with self._opening:
            self._part()

    def _judge(self) -> Backend | None:
        """Examine the sandbox there is, or a fresh one; return that if it is graded with from now on."""
        with self._opening:
            if self.unfit:
                self._part()  # something may have been repaired that only a fresh one sees
            there = self._host
        host = there or open_host(self.cell_python)
        findings = self._findings(host)
        fit = doctor.fit(findings)
        with self._opening:
            if self.closing:
                host.close()
                return None  # what was found may come of that
            if there is None and fit:
                self.stock, self._host = CaseStock(host), host
            elif there is None:
                host.close()
            self.unfit = not fit
        self.on_examined(host, findings)
        return host if fit and there is None else None

    def _findings(self, host: Backend) -> list[Finding]:
        try:
            return doctor.require_fit(host)
        except doctor.Unfit as unfit:
            log.critical("this machine is unfit to grade, submissions stay queued:\n%s", unfit)
            return unfit.findings or [Finding("cell", False, host.backend, str(unfit))]
        except Exception as error:
            log.exception("the sandbox could not be opened, submissions stay queued")
            return [Finding("cell", False, host.backend, f"no cell could be made: {type(error).__name__}: {error}")]

    def _part(self) -> None:
        if self.stock is not None:
            self.stock.close()
        if self._host is not None:
            self._host.close()
        self.stock = self._host = None

    def _warm(self, host: Backend) -> None:
        for image in ("torch", "python", "plot", "transformers"):
            try:
                host.warm(image)
            except Exception:
                log.exception("the %s image could not be warmed", image)
