"""How a fork of the zygote becomes a learner's process: where it is, what it may still do, what it is told."""

import os
import resource
import time
from typing import Any

from sandbox.inside import confine, kernel, seccomp

ENVIRONMENT = {
    "HOME": confine.TEMPORARY,
    "TMPDIR": confine.TEMPORARY,
    "USER": "learner",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TORCH_COMPILE_DISABLE": "1",  # there is no C++ compiler in a cell: torch.compile returns what it is given
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",
}


def enter(mounts: int, network: int, joins: list[int], whole_proc: bool) -> None:
    """The learner's half, first: into the namespaces and the control groups of the cell (a descriptor each), and into
    others that the warden needs no part in. These, too, are owned from outside the learner's own user namespace.
    """
    kernel.setns(mounts, kernel.CLONE_NEWNS)
    kernel.setns(network, kernel.CLONE_NEWNET)
    confine.own_proc(whole_proc)
    for group in joins:
        os.write(group, b"0")  # "0": whoever writes it
    kernel.unshare(kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWCGROUP)


def own_rights(filter_code: bytes) -> None:
    """The learner's half, which is final: user namespace, capabilities, system calls. A job lowers the limits."""
    confine.own_user()
    kernel.write("/proc/self/oom_score_adj", "1000")
    set_limits()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.drop_capabilities()
    seccomp.install(filter_code)


def set_limits() -> None:
    """Set those of the kernel's limits per process that are the same for all jobs."""
    for kind, value in {
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_CORE: 1,  # 1 byte: no core file, and no helper behind a piped core pattern either
        resource.RLIMIT_STACK: 64 << 20,
    }.items():
        resource.setrlimit(kind, (value, value))


def own_limits(limits: dict[str, Any]) -> None:
    """Set those that are the job's to choose; for the number of processes the kernel keeps one per user namespace."""
    for kind, value in {
        # The warden stops the whole cell exactly; this is the net below it.
        resource.RLIMIT_CPU: int(time.process_time() + limits["cpu_s"]) + 2,
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_NPROC: limits["processes"] + limits["spare_processes"],
    }.items():
        most = resource.getrlimit(kind)[1]
        lower = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (lower, lower))
    _bound_address_space(limits)


def _bound_address_space(limits: dict[str, Any]) -> None:
    if limits["address_space"]:
        grown = _address_space() + limits["address_space"]
        resource.setrlimit(resource.RLIMIT_AS, (grown, grown))


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[0])
    return pages * resource.getpagesize()
