"""What a busy evening brings: programs, and how each has to end."""

from dataclasses import dataclass, field

from sandbox.contract import MIB, Job, Limits, Report, Status

HONEST = {"wall_s": 60, "cpu_s": 30}
TORCH = {**HONEST, "memory": 768 * MIB}
SHORT = {"wall_s": 60, "cpu_s": 0.1, "memory": 96 * MIB}


@dataclass(frozen=True)
class Program:
    """A program, its limits, and the endings that are right for it: (status, limit)."""

    name: str
    code: str
    endings: tuple[tuple[str, str], ...]
    limits: dict[str, float] = field(default_factory=lambda: SHORT)
    image: str = "python"
    says: str | None = None

    def job(self) -> Job:
        """Return it as a job for the script harness."""
        limits = Limits(**self.limits)  # type: ignore[arg-type]  # whole numbers where the type says so
        return Job("script", {"main.py": self.code.encode()}, image=self.image, limits=limits)

    def ended_well(self, report: Report) -> bool:
        """Return whether this is how it has to end."""
        said = self.says is None or report.stdout == self.says
        return (str(report.status), report.limit) in self.endings and said


def honest(name: str, code: str, says: str, image: str = "python") -> Program:
    """A program that must pass."""
    limits = TORCH if image == "torch" else HONEST
    return Program(name, code, ((Status.OK, ""),), limits, image, says)


GOOD = (
    honest("prints", "for n in range(200): print(n)", "".join(f"{n}\n" for n in range(200))),
    honest(
        "files",
        "import os\nfor n in range(20): open(f'/tmp/{n}', 'wb').write(bytes(10_000))\nprint(len(os.listdir('/tmp')))",
        "20\n",
    ),
    honest(
        "threads",
        "import threading\nfound = []\nmade = [threading.Thread(target=found.append, args=(n,)) for n in range(8)]\n"
        "[one.start() for one in made]; [one.join() for one in made]\nprint(sorted(found))",
        "[0, 1, 2, 3, 4, 5, 6, 7]\n",
    ),
    honest("processes", "import os\nif os.fork() == 0: os._exit(3)\nprint(os.wait()[1] >> 8)", "3\n"),
    honest(
        "attention",
        "import torch\nq = torch.randn(2, 8, 16, requires_grad=True)\n"
        "(torch.softmax(q @ q.mT / 4, -1) @ q).sum().backward()\nprint(tuple(q.grad.shape))",
        "(2, 8, 16)\n",
        "torch",
    ),
)
LOADER = honest(
    "data loader",
    "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\ndata = TensorDataset(torch.arange(32.))\n"
    "print(sum(batch[0].sum().item() for batch in DataLoader(data, batch_size=8, num_workers=2)))",
    "496.0\n",
    "torch",
)

CPU, WALL, ERROR, CROWD = ("timeout", "cpu"), ("timeout", "wall"), ("error", ""), ("error", "processes")
BAD, OK, MEMORY = ("bad_answer", ""), ("ok", ""), ("memory", "memory")
DISK, OUTPUT = ("output", "disk"), ("output", "output")
BRIEF = {**SHORT, "wall_s": 0.15, "cpu_s": 30}


def hostile(name: str, code: str, *endings: tuple[str, str], **limits: float) -> Program:
    """A program that must end like this."""
    return Program(name, code, endings, {**SHORT, **limits})


EVIL = (
    hostile("loop", "while True: pass", CPU),
    hostile("fork bomb", "import os\nwhile True: os.fork()", CPU, CROWD),
    hostile("patient fork bomb", "import os\nwhile True:\n try: os.fork()\n except OSError: pass", CPU),
    hostile("memory bomb", "b = []\nwhile True: b.append(bytearray(1 << 23))", MEMORY, cpu_s=9),
    hostile(
        "memory bomb of many",
        "import os, time\nfor _ in range(6):\n if os.fork() == 0:\n  b = bytearray(b'x' * (40 << 20)); time.sleep(9)\n"
        "time.sleep(9)",
        MEMORY,
        cpu_s=9,
    ),
    hostile("sleeper", "import time; time.sleep(99)", WALL, **BRIEF),
    hostile("stops itself", "import os; os.kill(os.getpid(), 19)", WALL, **BRIEF),
    hostile("flood", "while True: print('x' * 999)", OUTPUT, output=10_000, cpu_s=9),
    hostile("flood of errors", "import os\nwhile True: os.write(2, b'x' * 9999)", OUTPUT, output=10_000, cpu_s=9),
    hostile("garbage", "import os\nos.write(3, os.urandom(500)); os._exit(0)", BAD, cpu_s=9),
    hostile("answers for itself", "import os\nos.write(3, b'jieti/1\\n' + bytes(16))", BAD, cpu_s=9),
    hostile("says nothing", "import os; os._exit(0)", ERROR, cpu_s=9),
    hostile("closes everything", "import os; os.closerange(0, 256)", ERROR, cpu_s=9),
    hostile(
        "daemon",
        "import os, time\nif os.fork() == 0:\n os.setsid()\n if os.fork(): os._exit(0)\n time.sleep(99)\nos.wait()",
        OK,
        cpu_s=9,
    ),
    hostile("fills the disk", "while True: open('/tmp/x', 'ab').write(bytes(1 << 20))", DISK, disk=4 << 20, cpu_s=9),
    hostile("fills the inodes", "for n in range(9999): open(f'/dev/shm/{n}', 'w').close()", DISK, inodes=300, cpu_s=9),
    hostile("kills everybody", "import os; os.kill(-1, 9); os.kill(os.getpid(), 9)", ERROR, cpu_s=9),
    hostile("crashes", "import ctypes; ctypes.string_at(0)", ERROR, cpu_s=9),
    hostile(
        "deaf",
        "import signal\nfor n in {*range(1, 65)} - {9, 19, 32, 33}: signal.signal(n, signal.SIG_IGN)\nwhile True: pass",
        CPU,
    ),
    hostile("hoards descriptors", "import os\nheld = []\nwhile True: held.append(os.dup(1))", ERROR, cpu_s=9),
    hostile("no program", "x = " + "(" * 500, ERROR, cpu_s=9),
    hostile(
        "descriptors in flight",
        "import array, os, socket\none, other = socket.socketpair()\n"
        "rights = array.array('i', [one.fileno(), other.fileno(), 1, 2, 3])\n"
        "for _ in range(9): one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])\nos._exit(9)",
        ERROR,
        cpu_s=9,
    ),
)
