"""What this machine is, for an operator to read: a few facts that nobody computes with."""

import os
import subprocess
from pathlib import Path

from sandbox import bwrap
from sandbox.backend import Backend
from sandbox.host import Host
from sandbox.zygote import Dead

VERSION = "import platform; print(platform.python_version())"


def facts(host: Backend) -> dict[str, object]:
    """Return number of CPUs, memory in GB, what confines in which version, who counts, the cell's Python, devices."""
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "version": _version(host),
        "cgroups": host.cgroups.name,
        "python": _python(host.python) if isinstance(host, Host) else "",
        "devices": sorted(path.name for path in Path("/dev").glob("nvidia[0-9]*")),
    }


def _version(host: Backend) -> str:
    try:
        return host.version()
    except (Dead, bwrap.NoBwrap):
        return ""


def _python(python: Path) -> str:
    try:
        command = [str(python), "-I", "-S", "-c", VERSION]
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60, env={}, text=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
