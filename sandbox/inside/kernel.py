"""The system calls that Python has no name for, by ctypes. Every wrapper raises OSError as os does."""

import ctypes
import os
import signal
from ctypes import c_char_p, c_int, c_size_t, c_ulong, c_void_p
from typing import Any

CLONE_VM = 0x00000100
CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000

MADV_HUGEPAGE, MADV_POPULATE_READ, MADV_POPULATE_WRITE, MADV_COLLAPSE = 14, 22, 23, 25
LARGE_PAGE = 2 << 20
M_MMAP_THRESHOLD = -3

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_SECUREBITS = 28
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *kinds: Any) -> Any:
    """Return a function of the C library. With its arguments' types known, a call costs a microsecond."""
    function = _libc[name]
    function.argtypes = kinds
    return function


_unshare, _setns = _call("unshare", c_int), _call("setns", c_int, c_int)
_mount = _call("mount", c_char_p, c_char_p, c_char_p, c_ulong, c_char_p)
_madvise = _call("madvise", c_void_p, c_size_t, c_int)
_signal = _call("signal", c_int, c_void_p)
_clone = _call("clone", c_void_p, c_void_p, c_int, c_void_p)
_prctl = _call("prctl", c_int, c_ulong, c_ulong, c_ulong, c_ulong)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _check(_unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    """Enter the namespace that `fd` refers to."""
    _check(_setns(fd, kind), "setns")


_idle_stack = ctypes.create_string_buffer(1 << 14)


def idle() -> int:
    """Start a child that does nothing until it is killed, not even bury anybody; return its number. One at a time.

    It has our memory, as a thread would, so that nothing is copied for it, and rests in pause() of the C library.
    """
    top = ctypes.addressof(_idle_stack) + len(_idle_stack) - 64
    pause = ctypes.cast(_libc.pause, c_void_p)
    return _check(_clone(pause, top, CLONE_VM | signal.SIGCHLD, None), "clone")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount `source` on `target`."""
    data = options.encode() if options else None
    _check(_mount(source.encode(), target.encode(), kind.encode(), flags, data), f"mount {target}")


def write(path: str, text: str) -> None:
    """Write `text` to a file of the kernel's that is there."""
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def default_signal(number: int) -> None:
    """Have a signal do what it does by default. For the kernel only: Python believes what it believed."""
    _signal(number, None)


def use_large_pages() -> None:
    """Put what this process has allocated on large pages: a fork copies a table entry a page, and there are fewer."""
    with open("/proc/self/maps") as maps:
        lines = maps.read().splitlines()
    for line in lines:
        place, rights, *rest = line.split()
        begin, end = (int(part, 16) for part in place.split("-"))
        anonymous = len(rest) < 4 or rest[3] == "[heap]"
        if rights.startswith("rw") and anonymous and end - begin >= LARGE_PAGE:
            for advice in (MADV_HUGEPAGE, MADV_COLLAPSE):  # refused by kernels that cannot: then all stays as it was
                advise(begin, end - begin, advice)


def advise(begin: int, size: int, advice: int) -> None:
    """Give the kernel advice about pages of ours, which it may not take."""
    _madvise(begin, size, advice)


def keep_no_memory() -> None:
    """Have the C library give large pieces back as they are freed; after the first it would begin to keep them."""
    _libc.mallopt(M_MMAP_THRESHOLD, 1 << 20)


def prctl(option: int, *values: int) -> int:
    """Set an attribute of this process."""
    return _check(_prctl(option, *(*values, 0, 0, 0, 0)[:4]), f"prctl {option}")


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


_HEADER, _NOTHING = _CapabilityHeader(0x20080522, 0), (ctypes.c_uint32 * 6)()


def drop_capabilities() -> None:
    """Give up every capability, now and across execve."""
    number = 0
    while _prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0:  # until beyond the last that this kernel knows
        number += 1
    if not number:
        _check(-1, "the bounding set")
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    prctl(PR_SET_SECUREBITS, 0b101111)  # uid 0 means nothing, and that is locked
    _check(_libc.capset(ctypes.byref(_HEADER), ctypes.byref(_NOTHING)), "capset")
