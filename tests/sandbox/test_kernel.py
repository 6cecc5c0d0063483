"""A program cannot talk the kernel into anything."""

import platform

import pytest

from sandbox.contract import Status
from sandbox.inside import seccomp
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox
COLUMN = 0 if platform.machine() == "x86_64" else 1

CALL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
    return ctypes.get_errno() if result < 0 else 0
"""


def test_cannot_make_any_denied_call(attempt: Attempt) -> None:
    numbers = {name: numbers[COLUMN] for name, numbers in seccomp.DENIED.items() if numbers[COLUMN] >= 0}
    report = attempt(CALL + f"print([n for n, k in {numbers!r}.items() if call(k, 0, 0, 0, 0, 0, 0) != 1])")
    assert (report.status, report.stdout) == (Status.OK, "[]\n")


def test_absent_calls_look_absent(attempt: Attempt) -> None:
    numbers = [numbers[COLUMN] for numbers in seccomp.ABSENT.values()]
    assert attempt(CALL + f"print([call(n, 0, 0) for n in {numbers}])").stdout == "[38, 38]\n"


@pytest.mark.parametrize("flag", [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
def test_cannot_clone_into_a_namespace(attempt: Attempt, flag: int) -> None:
    assert attempt(CALL + f"print(call({seccomp.CLONE[COLUMN]}, {flag} | 17, 0, 0, 0, 0))").stdout == "1\n"


def test_cannot_unshare_and_mount(attempt: Attempt) -> None:
    code = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.unshare(0x10020000), ctypes.get_errno(), end=' ')
print(libc.mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None), ctypes.get_errno())
"""
    assert attempt(code).stdout == "-1 1 -1 1\n"


def test_cannot_become_anybody(attempt: Attempt) -> None:
    code = """
import os
for attack in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chroot('/tmp'),
               lambda: os.setresuid(1, 1, 1)):
    try: attack()
    except OSError: print('refused')
"""
    assert attempt(code).stdout == "refused\n" * 5


def test_cannot_trace(attempt: Attempt) -> None:
    code = """
import ctypes, os, time
child = os.fork()
if child == 0:
    time.sleep(60)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, child, 0, 0), libc.ptrace(16, 1, 0, 0), libc.ptrace(0, 0, 0, 0))
"""
    assert attempt(code).stdout == "-1 -1 -1\n"


def test_cannot_set_the_clock_or_the_name(attempt: Attempt) -> None:
    code = """
import socket, time
for attack in (lambda: time.clock_settime(time.CLOCK_REALTIME, 0), lambda: socket.sethostname('x')):
    try: attack()
    except OSError: print('refused')
print(socket.gethostname())
"""
    assert attempt(code).stdout == "refused\nrefused\ncell\n"


def test_cannot_dump_core(attempt: Attempt) -> None:
    code = """
import ctypes, os, resource
try: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (OSError, ValueError): print('refused', flush=True)
ctypes.string_at(0)
"""
    report = attempt(code)
    assert (report.status, report.signal, report.stdout) == (Status.ERROR, 11, "refused\n")


def test_cannot_use_a_foreign_architecture(attempt: Attempt) -> None:
    if platform.machine() != "x86_64":
        return
    code = """
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=7)
page.write(b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3')  # mov eax, 20; int 0x80; ret
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
print('ran')
"""
    report = attempt(code)
    assert report.status is Status.ERROR
    assert report.signal in (31, 11)
    assert "ran" not in report.stdout


def test_cannot_change_its_personality(attempt: Attempt) -> None:
    code = "import ctypes\nprint(ctypes.CDLL(None).personality(0x40000), ctypes.CDLL(None).personality(-1))"
    assert attempt(code).stdout == "-1 0\n"


def test_cannot_make_message_queues(attempt: Attempt) -> None:
    code = CALL + "print(libc.mq_open(b'/x', 66, 0o600, None))"
    assert attempt(code).stdout == "-1\n"


def test_cannot_crash_more_than_its_interpreter(attempt: Attempt) -> None:
    code = "import types\nf = lambda: 0\nf.__code__ = f.__code__.replace(co_code=b'\\x64\\x7f' * 4)\nf()"
    assert attempt(code).status is Status.ERROR


def test_cannot_overwrite_the_interpreter(attempt: Attempt) -> None:
    report = attempt("open('/proc/self/exe', 'r+b')")
    assert report.status is Status.ERROR
