"""A program cannot talk the kernel into anything."""

import platform
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.contract import Status
from sandbox.host import Host
from sandbox.inside import seccomp
from tests.sandbox.conftest import Attempt, script

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


def test_cannot_make_a_child_of_the_zygote(attempt: Attempt) -> None:
    """A child of its own parent: nobody would wait for it, and nobody would count what it uses."""
    assert attempt(CALL + f"print(call({seccomp.CLONE[COLUMN]}, 0x8000 | 17, 0, 0, 0, 0))").stdout == "1\n"


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


def test_cannot_take_what_a_neighbour_needs(cell_host: Host) -> None:
    """Some counts belong to the machine, or to all processes of a uid: 128 watches, 65,536 asynchronous requests."""
    hostile = (
        CALL
        + f"""
import time
print([call(number, 4096, ctypes.addressof(ctypes.c_ulong(0))) for number in {NOT_NAMESPACED}], flush=True)
time.sleep(0.5)
"""
    )
    used = Path("/proc/sys/fs/aio-nr").read_text()
    with ThreadPoolExecutor(2) as pool:
        taking = pool.submit(cell_host.run, script(hostile))
        during = [Path("/proc/sys/fs/aio-nr").read_text() for _ in range(20) if not taking.done()]
        assert cell_host.run(script("print(1)")).stdout == "1\n"
        assert taking.result().stdout == f"{[1] * len(NOT_NAMESPACED)}\n"
    assert set(during) <= {used}


NOT_NAMESPACED = [
    number for name in ("io_setup", "inotify_init", "inotify_init1") if (number := seccomp.DENIED[name][COLUMN]) >= 0
]


def test_cannot_write_any_file_of_the_kernels(attempt: Attempt) -> None:
    code = """
import os
for name in ('uid_map', 'gid_map', 'setgroups', 'projid_map', 'loginuid', 'attr/current', 'attr/exec'):
    try: os.write(os.open('/proc/self/' + name, os.O_WRONLY), b'0 0 1')
    except OSError: continue
    print(name)
for root, folders, files in os.walk('/sys'):
    for name in files:
        try: os.close(os.open(os.path.join(root, name), os.O_WRONLY))
        except OSError: continue
        print(name)
"""
    assert attempt(code).stdout == ""


def test_cannot_hide_from_the_warden(attempt: Attempt) -> None:
    """Who is not dumpable is invisible where the warden has to look into /proc to count."""
    code = "import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.prctl(4, 0, 0, 0, 0), libc.prctl(3, 0, 0, 0, 0))"
    assert attempt(code).stdout == "-1 1\n"


def test_cannot_make_the_machine_write_to_its_disks(attempt: Attempt) -> None:
    assert attempt(CALL + f"print(call({seccomp.DENIED['sync'][COLUMN]}))").stdout == "1\n"


def test_cannot_crash_more_than_itself_from_torch(attempt: Attempt) -> None:
    code = "import ctypes, torch\nx = torch.zeros(4)\nctypes.memmove(x.data_ptr() + (1 << 44), x.data_ptr(), 16)"
    report = attempt(code, "torch", memory=1 << 30)
    assert (report.status, report.signal) == (Status.ERROR, 11)


def test_cannot_gain_by_a_filter_of_its_own(attempt: Attempt) -> None:
    code = """
import ctypes, struct
class Program(ctypes.Structure): _fields_ = [('length', ctypes.c_ushort), ('filter', ctypes.c_void_p)]
libc = ctypes.CDLL(None, use_errno=True)
allow = ctypes.create_string_buffer(struct.pack('=HBBI', 6, 0, 0, 0x7FFF0000), 8)
print(libc.prctl(22, 2, ctypes.byref(Program(1, ctypes.addressof(allow)))), libc.unshare(0x10000000))
"""
    assert attempt(code).stdout == "0 -1\n"
