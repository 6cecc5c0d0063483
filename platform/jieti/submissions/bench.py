"""The one sandbox of a worker process: examined and warmed when the worker starts, shared by its threads.

Law 3: a host that cannot confine does not grade. Its rows stay queued, and the log says which limit is missing.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from grader import CaseStock
from sandbox import doctor
from sandbox.host import Host

log = logging.getLogger(__name__)


class Bench:
    """Holds a worker's `Host` once the doctor has found the machine fit."""

    def __init__(self, cell_python: Path) -> None:
        self.cell_python = cell_python
        self.closing = False
        self.stock: CaseStock | None = None  # cases made ahead, so that a grading waits for one cell only
        self._host: Host | None = None
        self._examined = threading.Event()
        self._opening = threading.Lock()
        self._started = False

    def open(self, then: Callable[[], None]) -> None:
        """Examine and warm in the background; call `then` when grading may begin."""
        with self._opening:
            if not self._started:
                self._started = True
                threading.Thread(target=self._open, args=(then,), name="bench", daemon=True).start()

    def host(self) -> Host | None:
        """Return the sandbox, waiting for the doctor if need be; None where nothing may be graded."""
        self.open(then=lambda: None)
        self._examined.wait()
        return self._host

    def close(self) -> None:
        """End the sandbox and everything in it."""
        self.closing = True
        with self._opening:
            if self.stock is not None:
                self.stock.close()
            if self._host is not None:
                self._host.close()
                self._host = None

    def _open(self, then: Callable[[], None]) -> None:
        host = Host(self.cell_python)
        try:
            doctor.require_fit(host)
            self.stock, self._host = CaseStock(host), host
        except doctor.Unfit as unfit:
            log.critical("this machine is unfit to grade, submissions stay queued:\n%s", unfit)
        except Exception:
            log.exception("the sandbox could not be opened, submissions stay queued")
        finally:
            self._examined.set()
        if self._host is None:
            host.close()
        else:
            log.info("the sandbox holds: grading begins")
            then()
            self._warm(host)

    def _warm(self, host: Host) -> None:
        for image in ("torch", "python", "transformers"):
            try:
                host.warm(image)
            except Exception:
                log.exception("the %s image could not be warmed", image)
