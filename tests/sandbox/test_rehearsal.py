"""What a learner's process has before its job comes: pages, and nothing of the rehearsal that named them."""

import os
import socket
import sys
import time
from collections.abc import Iterator

import pytest

from sandbox import Status
from sandbox.host import Host, cell_python
from sandbox.inside import pages, zygote
from tests.sandbox.conftest import Attempt, eventually, script
from tests.sandbox.test_births import never

pytestmark = pytest.mark.sandbox

PROGRAM = """
import os, struct, sys
from sandbox.inside import pages
def there(page, bits):
    (entry,) = struct.unpack("=Q", os.pread(table, 8, page * 8))
    return entry & bits == bits
table = os.open("/proc/self/pagemap", os.O_RDONLY)
own = [page for first, count, what in pages.RUN.iter_unpack(pages._known) for page in range(first, first + count)
       if what == pages.COPIED]
print(len(own), sum(there(page, 1 << 63 | 1 << 56) for page in own))
"""
LEFT = """
import linecache, os, sys, threading
print(os.listdir(), {"learner", "exercise_probe"} & set(sys.modules), "learner.py" in linecache.cache)
print(threading.active_count(), len(os.listdir("/proc/self/task")))
if torch := sys.modules.get("torch"):
    assert torch.special.bessel_j0(torch.zeros(1)).item() == 1.0  # what the rehearsal has had taken away
"""


@pytest.fixture(scope="module")
def rested() -> Iterator[Host]:
    """A host of which nobody wants anything but what stands here."""
    with Host(cell_python()) as made:
        yield made


@pytest.mark.parametrize("image", ["python", "torch"])
def test_a_process_that_waits_has_copies_of_the_pages_that_jobs_write_to(rested: Host, image: str) -> None:
    def has_them() -> bool:
        time.sleep(0.3)  # in which nobody has a job for it
        known, there = map(int, rested.run(script(PROGRAM, image)).stdout.split())
        return known > 200 and there > 0.98 * known

    assert eventually(has_them, 60)  # the rehearsal is done behind the first jobs


@pytest.mark.parametrize("image", ["plot", "torch"])
def test_a_rehearsal_leaves_nothing(attempt: Attempt, image: str) -> None:
    report = attempt(LEFT, image)
    assert (report.status, report.stderr) == (Status.OK, "")
    assert report.stdout == "['main.py'] set() False\n1 1\n"


def test_a_zygote_that_cannot_have_a_process_for_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setitem(sys.modules, "sandbox.inside.rehearsal", sys)
    monkeypatch.setattr(os, "fork", refused)
    requests, theirs = socket.socketpair()
    with requests, theirs:
        made = zygote.Zygote(theirs, never)
        before = os.listdir("/proc/self/fd")
        made.rehearse(sys.exit)
        assert os.listdir("/proc/self/fd") == before
        assert made.rehearsal[0] == -1
        os.close(made.own_pids)


def test_pages_that_are_not_there_are_passed_over() -> None:
    before = pages._known
    try:
        pages.know(b"".join(pages.RUN.pack(first, 3, what) for first in (0, 1 << 40) for what in (0, 22, 23, 99)))
        pages.touch()
    finally:
        pages.know(before)
