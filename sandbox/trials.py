"""Small hostile programs and honest controls: what `doctor` runs to see, rather than believe, that the limits
hold here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.contract import MIB, Job, Limits, Report, Status

Proof = Callable[[Report], bool]


# Patience costs nothing where all is well, and a machine that is only busy is not unfit.
TIGHT = Limits(wall_s=20.0, cpu_s=2.0, memory=128 * MIB, disk=8 * MIB, inodes=512, output=16 * 1024)
SHORT = Limits(wall_s=0.4, cpu_s=5.0, memory=128 * MIB)
BUSY = Limits(wall_s=20.0, cpu_s=0.3, memory=128 * MIB)


@dataclass(frozen=True)
class Trial:
    """A program and how a cell that holds ends it."""

    limit: str
    held_by: str
    code: str
    proof: Proof
    shown: str
    limits: Limits = TIGHT

    def job(self) -> Job:
        """Return the program as a job for the lightest image."""
        return Job("script", {"main.py": self.code.encode()}, image="python", limits=self.limits)


def ended(status: Status, limit: str) -> Proof:
    """The job ended so, by that limit."""
    return lambda report: (report.status, report.limit) == (status, limit)


def says(text: str) -> Proof:
    """The program, which tells what it found, ran to its end and printed exactly `text`."""
    return lambda report: (report.status, report.stdout.strip()) == (Status.OK, text)


def on_device(kind: str) -> Job:
    """Return honest work for a device, which ends well if it was done there."""
    code = f"import torch\nx = torch.ones(8, device={kind!r})\nassert (int(x.sum()), x.device.type) == (8, {kind!r})"
    return Job("script", {"main.py": code.encode()}, limits=Limits(wall_s=30, cpu_s=30), device=kind)


REFUSED = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def refused(*attacks):
    for attack in attacks:
        try:
            if attack() != -1: return print('open')
        except OSError: pass
    print('refused')
"""

TRIALS: tuple[Trial, ...] = (
    Trial(
        "honest work", "nobody: it must pass", "import math, json\nprint('42')", says("42"), "an honest program passed"
    ),
    Trial("CPU time", "warden", "while True: pass", ended(Status.TIMEOUT, "cpu"), "an endless loop was ended", BUSY),
    Trial(
        "CPU time of a whole cell",
        "warden",
        "import os\nos.fork(); os.fork()\nwhile True: pass",
        ended(Status.TIMEOUT, "cpu"),
        "four endless loops shared one limit",
        BUSY,
    ),
    Trial(
        "wall clock",
        "warden",
        "import time; time.sleep(99)",
        ended(Status.TIMEOUT, "wall"),
        "a sleeper was ended",
        SHORT,
    ),
    Trial(
        "memory",
        "{memory}",
        "b = []\nwhile True: b.append(bytearray(1 << 23))",
        ended(Status.MEMORY, "memory"),
        "endless allocation was ended",
    ),
    Trial(
        "memory of a whole cell",
        "{memory}",
        "import os, time\nfor _ in range(4):\n if os.fork() == 0:\n  b = bytearray(60 << 20); time.sleep(9)\n"
        "time.sleep(9)",
        ended(Status.MEMORY, "memory"),
        "four children shared one limit",
    ),
    Trial(
        "processes",
        "{processes}",
        "import os, time\nfor _ in range(99):\n if os.fork() == 0: time.sleep(9)",
        ended(Status.ERROR, "processes"),
        "a fork bomb was refused",
    ),
    Trial(
        "disk",
        "tmpfs",
        "for n in range(99): open('/tmp/%d' % n, 'wb').write(bytes(1 << 20))",
        ended(Status.OUTPUT, "disk"),
        "100 MB of files were refused",
    ),
    Trial(
        "number of files",
        "tmpfs",
        "for n in range(9999): open('/dev/shm/%d' % n, 'w')",
        ended(Status.OUTPUT, "disk"),
        "10,000 files were refused",
    ),
    Trial(
        "output", "warden", "while True: print('x' * 999)", ended(Status.OUTPUT, "output"), "endless output was cut off"
    ),
    Trial(
        "answer",
        "warden",
        "import os\nos.write(3, os.urandom(99)); os._exit(0)",
        ended(Status.BAD_ANSWER, ""),
        "a garbled answer was refused",
    ),
    Trial(
        "network",
        "network namespace",
        REFUSED + "import socket\nrefused(lambda: socket.create_connection(('1.1.1.1', 53), 1), "
        "lambda: socket.create_connection(('127.0.0.1', 22), 1), lambda: socket.socket(16, 3))",
        says("refused"),
        "no address could be reached",
    ),
    Trial(
        "files",
        "mount namespace",
        REFUSED
        + "closed = '/etc/shadow', '/etc/passwd', '/var', '/home', '/sys/kernel', '/proc/1/root', '/proc/kcore'\n"
        + "fixed = '/', '/usr/lib', '/harness', '/dev'\n"
        + "def read(p): return (len(os.listdir(p)) if os.path.isdir(p) else len(open(p, 'rb').read(9))) - 1\n"
        + "refused(*[lambda p=p: min(0, read(p)) for p in closed], "
        + "*[lambda p=p: open(p + '/x', 'w') for p in fixed])",
        says("refused"),
        "nothing of this machine could be opened or written",
    ),
    Trial(
        "environment",
        "bwrap",
        "import os\nours = {'SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'DJANGO_SETTINGS_MODULE'}\n"
        "print(sorted(set(os.environ) & ours), len(open('/proc/self/environ').read()) < 2000)",
        says("[] True"),
        "none of our variables were seen",
    ),
    Trial(
        "other processes",
        "PID namespace",
        "import os\ntry: os.kill(1, 9)\nexcept OSError: pass\n"
        "print({n for n in os.listdir('/proc') if n.isdigit()} - {'1', str(os.getpid())})",
        says("set()"),
        "only itself was seen; process 1 could not be killed",
    ),
    Trial(
        "privileges",
        "user namespace, no_new_privs",
        REFUSED + "refused(lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.chroot('/tmp'), "
        "lambda: libc.mount(b'x', b'/tmp', b'tmpfs', 0, None), lambda: libc.unshare(0x10000000))",
        says("refused"),
        "no uid, no mount, no namespace was to be had",
    ),
    Trial(
        "system calls",
        "seccomp",
        REFUSED + "refused(*[lambda n=n: libc.syscall(n, 0, 0, 0, 0, 0) for n in {calls}])",
        says("refused"),
        "keys, ptrace, bpf, perf, io_uring, userfaultfd were refused",
    ),
)
