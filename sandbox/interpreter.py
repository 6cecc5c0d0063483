"""What of this machine a cell's interpreter needs to see, and nothing else."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

QUESTION = """
import json, os, sys
print(json.dumps([sys.prefix, sys.base_prefix, os.path.realpath(sys.executable)]))
"""
SYSTEM = ("/usr", "/usr/local", "/")
LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
VENV = "/venv"


@dataclass(frozen=True)
class Interpreter:
    """How to start the cell's Python inside: its command there, and what to mount where (host path -> path in
    the cell).
    """

    command: str
    mounts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]  # target, name


def examine(python: Path) -> Interpreter:
    """Ask `python` where it lives. Raises OSError or subprocess.SubprocessError where it does not run."""
    answer = subprocess.run(
        [python, "-I", "-S", "-c", QUESTION], capture_output=True, check=True, timeout=60, env={}, text=True
    )
    prefix, base, executable = json.loads(answer.stdout)
    mounts: dict[str, str] = {}
    links: dict[str, str] = {}
    for library in LIBRARIES:
        _add(library, mounts, links)
    if base in SYSTEM:
        mounts[executable] = executable
        links.update(_aliases(python.absolute()))
    else:
        mounts[base] = base
    # -S leaves sys.prefix at the base for some versions; the folder says it for all of them.
    folder = python.absolute().parent.parent
    if (folder / "pyvenv.cfg").is_file():
        mounts[str(folder)] = VENV
        return Interpreter(f"{VENV}/bin/{python.name}", tuple(mounts.items()), tuple(links.items()))
    return Interpreter(executable, tuple(mounts.items()), tuple(links.items()))


def _aliases(python: Path) -> dict[str, str]:
    """Return the links between an environment's Python and the system's real one: "python3" for "python3.11"."""
    found: dict[str, str] = {}
    while python.is_symlink():
        target = os.readlink(python)
        if str(python.parent) in ("/usr/bin", "/usr/local/bin", "/bin"):
            found[target] = str(python)
        python = python.parent / target
    return found


def _add(library: str, mounts: dict[str, str], links: dict[str, str]) -> None:
    if os.path.islink(library):
        links[os.readlink(library)] = library
    elif os.path.isdir(library):
        mounts[library] = library
