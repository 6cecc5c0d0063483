"""The system calls that a learner never needs and no namespace holds, refused by a filter built here by hand.

A deny list on top of namespaces, not instead of them: what is listed is either not namespaced (keys, io_uring, bpf,
the clock, counts that all processes of a uid or of the machine share), a way to make new namespaces, a way into another
process, or a class of holes that keeps coming back. Refused calls fail with EPERM, so that honest code sees an ordinary
error; a foreign architecture is killed, since its numbers mean other calls.
"""

import ctypes
import errno
import platform
import struct

from sandbox.inside import kernel

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERRNO = 0x00050000

_LOAD, _JUMP, _JUMP_EQ, _JUMP_GE, _JUMP_SET, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000

NAMESPACE_FLAGS = 0x7E020080  # every CLONE_NEW*, time included
CLONE_PARENT = 0x8000  # a child of one's own parent: of the zygote's, which would never hear of its end
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
RLIMIT_CORE = 4
TIOCSTI, TIOCLINUX, TIOCSETD = 0x5412, 0x541C, 0x5423  # the last makes the kernel load a line discipline
SO_SNDBUF, SO_RCVBUF = 7, 8  # what a socket holds is nobody's page: only control groups count it
PR_SCHED_CORE = 62  # leaves the neighbour's half of a core idle
MAP_HUGETLB = 0x40000  # the machine's own pool, which no memory limit counts
STREAM, DATAGRAM, PACKETS = 1, 2, 5
TCP, UDP = 6, 17
WARDEN = 1  # its number in a container; elsewhere 1 is a process that only rests

# name: (x86_64, aarch64); -1: this architecture has no such call.
DENIED: dict[str, tuple[int, int]] = {
    # mounts and roots
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458), "open_tree_attr": (467, 467),
    # namespaces
    "unshare": (272, 97), "setns": (308, 268),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "kcmp": (312, 272), "process_madvise": (440, 440), "process_mrelease": (448, 448), "move_pages": (279, 239),
    "migrate_pages": (256, 238), "ioprio_set": (251, 30),
    # keys
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # kernel programs and events
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "fanotify_init": (300, 262), "vmsplice": (278, 75),
    # the machine
    "reboot": (169, 142), "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "swapon": (167, 224), "swapoff": (168, 225),
    "acct": (163, 89), "sync": (162, 81), "syncfs": (306, 267),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "syslog": (103, 116), "sethostname": (170, 161),
    "setdomainname": (171, 162), "vhangup": (153, 58), "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1),
    "uselib": (134, -1), "_sysctl": (156, -1), "nfsservctl": (180, 42), "lookup_dcookie": (212, 18),
    # clocks
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    # what the whole machine, or all processes of a uid, have a limited number of
    "io_setup": (206, 0), "inotify_init": (253, -1), "inotify_init1": (294, 26),
    # files by number rather than by name
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    # memory that no tmpfs limit sees: System V IPC, memfd_secret
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "memfd_secret": (447, 447),
}  # fmt: skip

ABSENT: dict[str, tuple[int, int]] = {
    "clone3": (435, 435),  # its flags are behind a pointer, which no filter can read; libc falls back to clone
    "memfd_create": (319, 279),  # a file that no tmpfs limit sees
}

CLONE, SOCKET, SOCKETPAIR = (56, 220), (41, 198), (53, 199)
PRLIMIT64, SETRLIMIT, SETPRIORITY = (302, 261), (160, 164), (141, 140)
SCHED_SETSCHEDULER, SCHED_SETPARAM, SCHED_SETATTR = (144, 119), (142, 118), (314, 274)
SCHED_SETAFFINITY, PRCTL, MMAP, SETSOCKOPT = (203, 122), (157, 167), (9, 222), (54, 208)
EXECUTE = ((59, 221), (322, 281))  # execve, execveat
PERSONALITY, IOCTL = (135, 92), (16, 29)
SOCKET_TYPES = tuple(kind | flags for kind in (STREAM, DATAGRAM, PACKETS) for flags in (0, 0x800, 0x80000, 0x80800))


class Filter:
    """A classic BPF program under construction: a binary tree over the numbers of system calls.

    The kernel walks through it for every number there is when a process gets it, which is once a job; and later for
    every call that is judged by its arguments.
    """

    def __init__(self, machine: str) -> None:
        self.machine = machine
        self.column = 0 if machine == "x86_64" else 1
        self.rules: dict[int, list[bytes]] = {}  # what refuses a call, or falls through

    def _rule(self, call: tuple[int, int], *code: bytes) -> None:
        if call[self.column] >= 0:
            self.rules.setdefault(call[self.column], []).extend(code)

    def deny(self, call: tuple[int, int], error: int = errno.EPERM) -> None:
        """Refuse `call` whatever its arguments."""
        self._rule(call, _step(_RETURN, ERRNO | error))

    def deny_unless(
        self, call: tuple[int, int], argument: int, values: tuple[int, ...], error: int = errno.EPERM
    ) -> None:
        """Refuse `call` unless the low word of `argument` is one of `values`."""
        tests = [_step(_JUMP_EQ, value, yes=len(values) - place) for place, value in enumerate(values)]
        self._rule(call, _step(_LOAD, _ARGUMENTS + 8 * argument), *tests, _step(_RETURN, ERRNO | error))

    def deny_if(self, call: tuple[int, int], argument: int, values: tuple[int, ...]) -> None:
        """Refuse `call` where the low word of `argument` is one of `values`."""
        last = len(values) - 1
        tests = [_step(_JUMP_EQ, value, last - place, int(place == last)) for place, value in enumerate(values)]
        self._rule(call, _step(_LOAD, _ARGUMENTS + 8 * argument), *tests, _step(_RETURN, ERRNO | errno.EPERM))

    def deny_bits(self, call: tuple[int, int], argument: int, mask: int) -> None:
        """Refuse `call` where `argument` has any bit of `mask`."""
        test = _step(_JUMP_SET, mask, no=1)
        self._rule(call, _step(_LOAD, _ARGUMENTS + 8 * argument), test, _step(_RETURN, ERRNO | errno.EPERM))

    def finished(self) -> bytes:
        """Return the program."""
        code = [
            _step(_LOAD, _ARCH),
            _step(_JUMP_EQ, AUDIT_ARCH[self.machine], yes=1),
            _step(_RETURN, KILL_PROCESS),
            _step(_LOAD, _NUMBER),
        ]
        if self.machine == "x86_64":
            code += [_step(_JUMP_GE, X32_BIT, no=1), _step(_RETURN, KILL_PROCESS)]
        return b"".join(code + self._tree(sorted(self.rules)))

    def _tree(self, numbers: list[int]) -> list[bytes]:
        if len(numbers) == 1:
            rule = self.rules[numbers[0]]
            return [_step(_JUMP_EQ, numbers[0], no=len(rule)), *rule, _step(_RETURN, ALLOW)]
        middle = len(numbers) // 2
        lower, upper = self._tree(numbers[:middle]), self._tree(numbers[middle:])
        return [_step(_JUMP_GE, numbers[middle], no=1), _step(_JUMP, len(lower)), *lower, *upper]


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction; `yes` and `no`: how many to leap over then."""
    return struct.pack("=HBBI", code, yes, no, value & 0xFFFFFFFF)


def program(machine: str) -> bytes:
    """Return the filter for `machine` ("x86_64" or "aarch64") as an array of sock_filter."""
    rules = Filter(machine)
    for call in DENIED.values():
        rules.deny(call)
    for call in ABSENT.values():
        rules.deny(call, errno.ENOSYS)
    rules.deny_bits(CLONE, 0, NAMESPACE_FLAGS | CLONE_PARENT)
    for call in (SOCKET, SOCKETPAIR):
        rules.deny_unless(call, 0, (AF_UNIX, AF_INET, AF_INET6), errno.EAFNOSUPPORT)
    # Any other type or protocol has the kernel look for a module to load.
    rules.deny_unless(SOCKET, 1, SOCKET_TYPES)
    rules.deny_unless(SOCKET, 2, (0, TCP, UDP))
    rules.deny_if(SETSOCKOPT, 2, (SO_SNDBUF, SO_RCVBUF))
    # The warden has the learner's uid: nobody but a process itself may change its limits, its priority, its
    # scheduling.
    for call in (PRLIMIT64, SCHED_SETSCHEDULER, SCHED_SETPARAM, SCHED_SETATTR):
        rules.deny_unless(call, 0, (0,))
    for argument in (0, 1):
        rules.deny_unless(SETPRIORITY, argument, (0,))
    rules.deny_if(SCHED_SETAFFINITY, 0, (WARDEN,))
    # Who is not dumpable is not in the warden's /proc, and then nobody counts what it uses.
    rules.deny_if(PRCTL, 0, (kernel.PR_SET_DUMPABLE, PR_SCHED_CORE))
    rules.deny_bits(MMAP, 3, MAP_HUGETLB)
    # A limit of 1 is what keeps a piped core pattern from starting its helper outside; it has to stay 1.
    rules.deny_if(PRLIMIT64, 1, (RLIMIT_CORE,))
    rules.deny_if(SETRLIMIT, 0, (RLIMIT_CORE,))
    rules.deny_unless(PERSONALITY, 0, (0, 0xFFFFFFFF))
    rules.deny_if(IOCTL, 1, (TIOCSTI, TIOCLINUX, TIOCSETD))
    return rules.finished()


def without_programs() -> bytes:
    """Return a filter under which a process and all it starts may fork, but execute no other program."""
    rules = Filter(platform.machine())
    for call in EXECUTE:
        rules.deny(call)
    return rules.finished()


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def prepared() -> bytes:
    """Return the filter for this machine; KeyError where we have none."""
    return program(platform.machine())


def install(code: bytes) -> None:
    """Put this process and all it will ever start under the filter `code`. no_new_privs must be set."""
    buffer = ctypes.create_string_buffer(code, len(code))
    whole = _Program(len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.addressof(whole))
