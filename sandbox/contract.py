"""What goes into a cell and what comes out of it: the types that cross the border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MIB = 1 << 20


class Status(StrEnum):
    """How a job ended. Whose fault it is can be read off it: only INTERNAL is ours."""

    OK = "ok"  # the harness sent one well-formed answer
    ERROR = "error"  # the program raised, exited or was killed by its own signal
    TIMEOUT = "timeout"  # CPU or wall clock; Report.limit says which
    MEMORY = "memory"
    OUTPUT = "output"  # more stdout/stderr, files or answer than allowed
    BAD_ANSWER = "bad_answer"  # the answer channel carried something that is no answer
    INTERNAL = "internal"  # the cell could not be made, or a process of ours died


@dataclass(frozen=True)
class Limits:
    """What one job may use, summed over everything it starts. Times in seconds, sizes in bytes."""

    wall_s: float = 10.0
    cpu_s: float = 10.0
    memory: int = 1024 * MIB
    processes: int = 32
    disk: int = 64 * MIB
    inodes: int = 4096
    output: int = 256 * 1024  # stdout and stderr, each
    answer: int = 32 * MIB  # header and blob together
    open_files: int = 256
    gpu_memory: int = 4096 * MIB  # of a job on a GPU, beyond what its context takes


@dataclass(frozen=True)
class Answer:
    """One frame: a JSON header and a blob of safetensors, both opaque here and never believed by their
    sender's word.
    """

    header: bytes
    blob: bytes = b""


@dataclass(frozen=True)
class Job:
    """A program for a cell.

    `harness` names the module in sandbox/inside/ that runs it: "script" (runs main.py as a program), "notebook" (runs
    it block by block) or "probe" (an exercise). `files` are written into the cell's private, writable work folder
    before the harness starts; names are single path components or one level of folders ("wrong/no-scale.py").
    `request` reaches the harness as it is.
    """

    harness: str
    files: Mapping[str, bytes]
    request: Answer = Answer(b"{}")
    image: str = "torch"  # what is imported before the fork, one of sandbox.host.IMAGES
    limits: Limits = field(default_factory=Limits)
    device: str = "cpu"  # or "cuda": one of the host's devices, alone, in a cell that has opened it (sandbox/pool.py)


@dataclass(frozen=True)
class Report:
    """What became of a job. Texts are valid Unicode without NUL, cut to their limits, and still untrusted."""

    status: Status
    answer: Answer | None = None  # only when status is OK
    limit: str = ""  # which limit ended it: "wall", "cpu", "memory", "processes", "disk", "output", "answer",
    #                  "gpu_memory"
    detail: str = ""  # for operators and logs; English
    stdout: str = ""
    stderr: str = ""
    exit_code: int | None = None
    signal: int | None = None
    wall_ms: float = 0.0  # the job's own time: from the harness's start, ours before that not counted
    cpu_ms: float = 0.0
    peak_mb: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)  # ms by phase, for benchmarks
