"""The filter, run by a small machine for classic BPF: each rule for both architectures, without a kernel."""

import errno
import struct

import pytest

from sandbox.inside import seccomp

MACHINES = ["x86_64", "aarch64"]
ALLOWED, EPERM, ENOSYS, KILLED = seccomp.ALLOW, errno.EPERM, errno.ENOSYS, seccomp.KILL_PROCESS


def verdict(machine: str, number: int, *arguments: int, arch: int | None = None) -> int:
    """Run the program on one call: ALLOW, KILL_PROCESS, or the errno."""
    code = seccomp.program(machine)
    program = [struct.unpack("=HBBI", code[at : at + 8]) for at in range(0, len(code), 8)]
    values = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    words = struct.pack("=IIQ6Q", number, arch or seccomp.AUDIT_ARCH[machine], 0, *(v & (1 << 64) - 1 for v in values))
    at = accumulator = 0
    while True:
        operation, yes, no, value = program[at]
        at += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("=I", words, value)
        elif operation == 0x06:
            return value & 0xFFFF if value & 0xFFFF0000 == seccomp.ERRNO else value
        elif operation == 0x05:
            at += value
        else:
            holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[operation]
            at += yes if holds else no


def number(machine: str, call: tuple[int, int]) -> int:
    return call[MACHINES.index(machine)]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", seccomp.DENIED)
def test_denied(machine: str, name: str) -> None:
    call = number(machine, seccomp.DENIED[name])
    if call >= 0:
        assert verdict(machine, call) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_absent(machine: str) -> None:
    assert {verdict(machine, number(machine, call)) for call in seccomp.ABSENT.values()} == {ENOSYS}


@pytest.mark.parametrize("machine", MACHINES)
def test_foreign_architectures_are_killed(machine: str) -> None:
    assert verdict(machine, 1, arch=0x40000003) == KILLED
    if machine == "x86_64":
        assert verdict(machine, 0x40000001) == KILLED


@pytest.mark.parametrize("machine", MACHINES)
def test_ordinary_calls_pass(machine: str) -> None:
    ordinary = {
        "x86_64": [0, 1, 9, 11, 12, 39, 59, 61, 202, 231, 257, 318, 334],
        "aarch64": [56, 63, 64, 93, 98, 222, 260],
    }
    assert {verdict(machine, call, 7, 7, 7) for call in ordinary[machine]} == {ALLOWED}


@pytest.mark.parametrize("machine", MACHINES)
def test_clone_passes_without_namespaces(machine: str) -> None:
    call = number(machine, seccomp.CLONE)
    assert verdict(machine, call, 17) == ALLOWED
    assert verdict(machine, call, 0x3D0F00) == ALLOWED  # a thread
    for bit in range(25, 31):
        assert verdict(machine, call, 17 | 1 << bit) == EPERM
    assert verdict(machine, call, 17 | 0x20000) == EPERM
    assert verdict(machine, call, 17 | 0x8000) == EPERM  # a child of one's own parent


@pytest.mark.parametrize("machine", MACHINES)
def test_socket_families(machine: str) -> None:
    call = number(machine, seccomp.SOCKET)
    allowed = {family for family in range(64) if verdict(machine, call, family, 1) == ALLOWED}
    assert allowed == {1, 2, 10}


@pytest.mark.parametrize("machine", MACHINES)
def test_socket_types_and_protocols(machine: str) -> None:
    call = number(machine, seccomp.SOCKET)
    assert {kind for kind in range(16) if verdict(machine, call, 2, kind) == ALLOWED} == {1, 2, 5}
    assert verdict(machine, call, 2, 1 | 0x80800) == ALLOWED
    assert {protocol for protocol in range(300) if verdict(machine, call, 2, 1, protocol) == ALLOWED} == {0, 6, 17}


@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_that_hides_from_the_warden_or_takes_what_no_limit_counts(machine: str) -> None:
    prctl = number(machine, seccomp.PRCTL)
    assert [verdict(machine, prctl, option) for option in (4, 62)] == [EPERM, EPERM]
    assert {verdict(machine, prctl, option) for option in (1, 15, 36, 38)} == {ALLOWED}
    setsockopt = number(machine, seccomp.SETSOCKOPT)
    assert [verdict(machine, setsockopt, 5, 1, option) for option in (2, 7, 8, 9)] == [ALLOWED, EPERM, EPERM, ALLOWED]
    affinity = number(machine, seccomp.SCHED_SETAFFINITY)
    assert [verdict(machine, affinity, pid) for pid in (0, 1, 2)] == [ALLOWED, EPERM, ALLOWED]
    mmap = number(machine, seccomp.MMAP)
    assert [verdict(machine, mmap, 0, 4096, 3, flags) for flags in (0x22, 0x40022)] == [ALLOWED, EPERM]


@pytest.mark.parametrize("machine", MACHINES)
def test_only_its_own_limits(machine: str) -> None:
    prlimit = number(machine, seccomp.PRLIMIT64)
    assert verdict(machine, prlimit, 0, 7) == ALLOWED
    assert verdict(machine, prlimit, 1, 7) == EPERM
    assert verdict(machine, prlimit, 0, 4) == EPERM
    priority = number(machine, seccomp.SETPRIORITY)
    assert [verdict(machine, priority, *who) for who in ((0, 0), (0, 1), (1, 0), (2, 0))] == [ALLOWED, *[EPERM] * 3]
    ioctl = number(machine, seccomp.IOCTL)
    assert [verdict(machine, ioctl, 0, word) for word in (0x5401, 0x5412, 0x541C, 0x5423)] == [ALLOWED, *[EPERM] * 3]


@pytest.mark.parametrize("machine", MACHINES)
def test_program_fits_the_kernel(machine: str) -> None:
    assert len(seccomp.program(machine)) // 8 < 4096


def test_an_unknown_machine_has_no_filter() -> None:
    with pytest.raises(KeyError):
        seccomp.program("riscv64")
