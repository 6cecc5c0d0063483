"""`manage.py check` starts in under two seconds: no torch in the platform's environment."""

import subprocess
import sys
import time
from collections.abc import Iterator

from bench.report import Figure, p50

RUNS = 5


def seconds(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def run() -> Iterator[Figure]:
    check = p50([seconds(sys.executable, "manage.py", "check") for _ in range(RUNS)])
    bare = p50([seconds(sys.executable, "-c", "pass") for _ in range(RUNS)])
    yield Figure("startup.python", bare, "s")
    yield Figure("startup.check", check, "s", "startup.python", check / bare, "< 2 s", check < 2)
