"""How a fork of the zygote becomes a cell: the warden's half (namespaces, mounts) and the learner's half (all
that is final).
"""

import os
import resource
import time
from pathlib import Path
from typing import Any

from sandbox.inside import kernel, seccomp

BOX, WORK, TEMPORARY, SHARED = "/box", "/desk", "/tmp", "/dev/shm"
QUIET = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
USER = 1000  # what a learner's process sees as its own uid; outside it is nobody's

ENVIRONMENT = {
    "HOME": TEMPORARY,
    "TMPDIR": TEMPORARY,
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


def own_user() -> None:
    """Enter a new user namespace in which only our own uid exists. Full capabilities there until they are
    dropped.
    """
    kernel.unshare(kernel.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{USER} {USER} 1")
    Path("/proc/self/gid_map").write_text(f"{USER} {USER} 1")


def own_system(limits: dict[str, Any], whole_proc: bool = False) -> None:
    """The warden's half: own mounts, network, IPC and host name; everything writable is one small tmpfs.

    One tmpfs behind /desk, /tmp and /dev/shm means one limit for all of them. `whole_proc`: a driver's library looks
    for its files in /proc; still no process but the job's own is there, and nothing can be written that matters.
    """
    kernel.unshare(
        kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWCGROUP
    )
    kernel.mount("tmpfs", BOX, "tmpfs", QUIET, f"{_room(limits)},mode=755")
    for place in (WORK, TEMPORARY, SHARED):
        part = BOX + "/" + place.replace("/", "-")
        os.mkdir(part, 0o700)
        kernel.mount(part, place, "", kernel.MS_BIND)
    kernel.umount(BOX)
    # Terminals would be one row for all jobs of a zygote, and each a way to the kernel's line disciplines.
    kernel.mount("tmpfs", "/dev/pts", "tmpfs", QUIET | kernel.MS_RDONLY, "size=4k,nr_inodes=1,mode=555")
    kernel.mount("proc", "/proc", "proc", QUIET, "hidepid=invisible" + ("" if whole_proc else ",subset=pid"))


def resize(limits: dict[str, Any]) -> None:
    """Give the tmpfs of a cell that was made ahead of its job the job's limits."""
    kernel.mount("tmpfs", WORK, "tmpfs", QUIET | kernel.MS_REMOUNT, _room(limits))


def _room(limits: dict[str, Any]) -> str:
    return f"size={limits['disk']},nr_inodes={limits['inodes']}"


def own_rights(limits: dict[str, Any], filter_code: bytes) -> None:
    """The learner's half, which is final: user namespace, limits, capabilities, system calls."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # unlike the warden: else our own /proc/self/uid_map is not ours
    own_user()
    Path("/proc/self/oom_score_adj").write_text("1000")
    own_limits(limits)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.drop_capabilities()
    seccomp.install(filter_code)


def own_limits(limits: dict[str, Any]) -> None:
    """Set the limits that the kernel keeps per process, or per user namespace for the number of processes."""
    for kind, value in {
        **_jobs_limits(limits),
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_CORE: 1,  # 1 byte: no core file, and no helper behind a piped core pattern either
        resource.RLIMIT_STACK: 64 << 20,
    }.items():
        resource.setrlimit(kind, (value, value))
    _bound_address_space(limits)


def lower_limits(limits: dict[str, Any]) -> None:
    """Of limits that were set ahead of the job, lower those that are the job's to choose."""
    for kind, value in _jobs_limits(limits).items():
        lower = min(value, resource.getrlimit(kind)[1])
        resource.setrlimit(kind, (lower, lower))
    _bound_address_space(limits)


def _jobs_limits(limits: dict[str, Any]) -> dict[int, int]:
    return {
        # The warden stops the whole cell exactly; this is the net below it.
        resource.RLIMIT_CPU: int(time.process_time() + limits["cpu_s"]) + 2,
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_NPROC: limits["processes"] + limits["spare_processes"],
    }


def _bound_address_space(limits: dict[str, Any]) -> None:
    if limits["address_space"]:
        grown = _address_space() + limits["address_space"]
        resource.setrlimit(resource.RLIMIT_AS, (grown, grown))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
