"""Pages that most jobs touch, touched while nobody waits.

A fork shares each page with its zygote until it writes to it, and has hardly any page of a file mapped: a small job
spends more time on that than on computing. So a child of the zygote rehearses one (see `rehearsal`) and tells which
pages it took; a learner's process that waits for its job asks the kernel for the same. Nothing is written to them, and
nothing in them is the rehearsal's.
"""

import os
import struct

from sandbox.inside import kernel

SIZE = os.sysconf("SC_PAGE_SIZE")
RUN = struct.Struct("=QII")  # the first page, how many, and what to ask for
COPIED, MAPPED = kernel.MADV_POPULATE_WRITE, kernel.MADV_POPULATE_READ

_known = b""  # runs; as objects each would be written to when it is used


def know(runs: bytes) -> None:
    """From now on `touch` is about these."""
    global _known
    _known = runs


def touch() -> None:
    """Have the pages that are known. What the kernel refuses, the job will get as it ever did."""
    for first, count, what in RUN.iter_unpack(_known):
        kernel.advise(first * SIZE, count * SIZE, what)
