"""A program cannot use more memory than it was given, in whatever disguise."""

import pytest

from sandbox.contract import Status
from sandbox.host import Host
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox
MEMORY = (Status.MEMORY, "memory")


def test_cannot_take_memory_without_end(attempt: Attempt) -> None:
    report = attempt("b = []\nwhile True: b.append(bytearray(1 << 24))")
    assert (report.status, report.limit) == MEMORY


def test_cannot_take_memory_in_one_piece(attempt: Attempt) -> None:
    report = attempt("b = b'x' * (1 << 30)\nprint(len(b))")
    assert (report.status, report.limit) == MEMORY


def test_cannot_ask_for_absurd_memory(attempt: Attempt) -> None:
    report = attempt("bytearray(1 << 46)")
    assert (report.status, report.limit) == MEMORY
    assert "MemoryError" in report.stderr


def test_cannot_spread_memory_over_children(attempt: Attempt) -> None:
    code = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        held = bytearray(b'x' * (64 << 20))
        time.sleep(60)
time.sleep(60)
"""
    report = attempt(code)
    assert (report.status, report.limit) == MEMORY


def test_cannot_take_memory_while_compiling(attempt: Attempt) -> None:
    report = attempt("x = [" + "f(0)," * 1_000_000 + "]")
    assert (report.status, report.limit) == MEMORY


def test_cannot_take_shared_memory(attempt: Attempt) -> None:
    code = """
import mmap, os
fd = os.open('/dev/shm/x', os.O_RDWR | os.O_CREAT)
os.ftruncate(fd, 60 << 20)
page = mmap.mmap(fd, 60 << 20)
for place in range(0, 60 << 20, 4096): page[place] = 1
os.write(os.open('/dev/shm/y', os.O_RDWR | os.O_CREAT), bytes(20 << 20))
os.write(os.open('/dev/shm/z', os.O_RDWR | os.O_CREAT), bytes(20 << 20))
"""
    report = attempt(code)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_cannot_map_a_sparse_giant(attempt: Attempt) -> None:
    report = attempt("import os\nfd = os.open('/dev/shm/x', os.O_RDWR | os.O_CREAT)\nos.ftruncate(fd, 1 << 40)")
    assert (report.status, "File too large" in report.stderr) == (Status.ERROR, True)


@pytest.mark.parametrize("call", ["memfd_create('x')"])
def test_cannot_make_files_outside_every_limit(attempt: Attempt, call: str) -> None:
    assert "Function not implemented" in attempt(f"import os\nos.{call}").stderr


def test_cannot_lock_memory(attempt: Attempt) -> None:
    assert attempt("import ctypes\nprint(ctypes.CDLL(None).mlockall(3))").stdout == "-1\n"


def test_cannot_protect_itself_from_the_killer(attempt: Attempt) -> None:
    code = """
import os
try: os.write(os.open('/proc/self/oom_score_adj', os.O_WRONLY), b'-1000')
except OSError: print('refused', flush=True)
b = []
while True: b.append(bytearray(1 << 24))
"""
    report = attempt(code)
    assert (report.status, report.limit, report.stdout) == (*MEMORY, "refused\n")


def test_cannot_break_the_stack_of_anybody_else(attempt: Attempt) -> None:
    code = "import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return f([x])\nf(0)"
    report = attempt(code, memory=512 << 20, wall_s=60, cpu_s=30)
    assert report.status in (Status.ERROR, Status.MEMORY)


def test_cannot_hoard_pipes(attempt: Attempt) -> None:
    code = """
import fcntl, os
for _ in range(1000):
    read, write = os.pipe()
    try: fcntl.fcntl(write, 1031, 1 << 20)
    except OSError: pass
"""
    report = attempt(code)
    assert (report.status, "Too many open files" in report.stderr) == (Status.ERROR, True)


def test_peak_is_the_programs_own(attempt: Attempt) -> None:
    report = attempt("import time\nheld = bytearray(96 << 20)\ntime.sleep(0.1)")
    assert report.status is Status.OK
    assert 90 < report.peak_mb < 130


def test_we_keep_our_own_memory(attempt: Attempt, cell_host: Host) -> None:
    before = resident()
    for _ in range(3):
        attempt("import sys\nsys.stdout.write('x' * 10**8)")
    assert resident() - before < 8 << 20


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def test_cannot_lock_a_little_memory_either(attempt: Attempt) -> None:
    code = "import ctypes\nheld = bytearray(1 << 20)\nplace = (ctypes.c_char * len(held)).from_buffer(held)\n"
    assert attempt(code + "print(ctypes.CDLL(None).mlock(place, len(held)))").stdout == "-1\n"


def test_cannot_take_the_machines_large_pages(attempt: Attempt) -> None:
    report = attempt("import mmap\nmmap.mmap(-1, 2 << 20, flags=0x40022)")  # MAP_HUGETLB: no limit counts them
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_cannot_have_the_warden_killed_in_its_place(attempt: Attempt) -> None:
    code = """
import os, subprocess, sys
try: open('/proc/self/oom_score_adj', 'w').write('0')
except OSError: pass
hog = 'import os, time; b = bytearray(b"x" * (24 << 20)); time.sleep(9)'  # each smaller than the warden is
held = [subprocess.Popen([sys.executable, '-I', '-S', '-c', hog]) for _ in range(20)]
[one.wait() for one in held]
import time; time.sleep(9)
"""
    report = attempt(code, "torch", memory=256 << 20, processes=30)
    assert (report.status, report.limit) == MEMORY


def test_cannot_hoard_sockets(attempt: Attempt) -> None:
    code = SOCKETS + "time.sleep(2)"
    report = attempt(code, memory=64 << 20)
    assert report.status in (Status.MEMORY, Status.ERROR)
    assert report.peak_mb < 200


SOCKETS = """
import os, socket, time
for _ in range(4): os.fork()
held = []
try:
    while True:
        held.append(socket.socketpair())
        for one in held[-1]:
            one.setblocking(False)
            try:
                while True: one.send(bytes(65536))
            except BlockingIOError: pass
except OSError: pass
"""


def test_cannot_enlarge_a_sockets_buffer(attempt: Attempt) -> None:
    code = """
import socket
for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
    try: socket.socketpair()[0].setsockopt(socket.SOL_SOCKET, option, 1 << 24)
    except PermissionError: print('refused')
"""
    assert attempt(code).stdout == "refused\n" * 2


@pytest.mark.parametrize("source", ["x = 'a' * 10**10", "x = (1,) * 10**9 * 10", "x = 1 << 10**11"])
def test_cannot_take_memory_with_a_constant(attempt: Attempt, source: str) -> None:
    report = attempt(source)
    assert report.status in (Status.MEMORY, Status.ERROR)
    assert "Error" in report.stderr or report.limit == "memory"
