"""What runs jobs, whichever it is: namespaces made by ourselves, or containers of a Docker Engine."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from sandbox.contract import Job, Report
from sandbox.host import Host, cell_python

NAMES = ("namespaces", "docker")


class Named(Protocol):
    """Who counts what a cell uses."""

    @property
    def name(self) -> str:
        """As an operator knows it."""


class Warmed(Protocol):
    """What waits for jobs."""

    @property
    def facts(self) -> Mapping[str, object]:
        """What it said when it was ready."""


class Backend(Protocol):
    """What sandbox.host.Host and sandbox.containers.Containers have in common."""

    @property
    def backend(self) -> str:
        """What confines, for operators to read."""

    @property
    def waiting(self) -> str:
        """What waits for jobs, for operators to read."""

    @property
    def cgroups(self) -> Named:
        """Who counts."""

    @property
    def holders(self) -> Mapping[str, str]:
        """Which limits are held by something else than sandbox.trials says."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def version(self) -> str:
        """Return what confines, with its version. Raises sandbox.zygote.Dead where there is none."""

    def remedy(self, detail: str) -> str:
        """Return what an operator does about a cell that could not be made, with this detail."""

    def warm(self, image: str) -> Warmed:
        """Have something wait for jobs of `image`. Raises sandbox.zygote.Dead where that is not possible."""

    def run(self, job: Job) -> Report:
        """Run `job` to its end and return what became of it."""

    def close(self) -> None:
        """End everything."""


def chosen() -> str:
    """Return the backend that JIETI_SANDBOX names, namespaces if it names none. ValueError for any other word."""
    name = os.environ.get("JIETI_SANDBOX") or NAMES[0]
    if name not in NAMES:
        raise ValueError(f"JIETI_SANDBOX is {name!r}; it can be {' or '.join(NAMES)}. Nothing turns the sandbox off.")
    return name


def open_host(python: Path | None = None, name: str | None = None) -> Backend:
    """Return a new host: of the backend `name`, else of the chosen one. `python`: the cells' own, for namespaces."""
    if (name or chosen()) == "docker":
        from sandbox.containers import Containers  # the SDK is for those who use it

        return Containers()
    return Host(python or cell_python())
