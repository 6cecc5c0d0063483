"""Process 1 of a warm container: looks whether the engine has built the walls, imports its image, waits for one job.

Nobody but the host ever speaks to it, over its standard input and output, which a learner's process does not have. It
is not dumpable: what is forked from it, though of the same uid, can neither read nor trace it, and a process 1 gets no
signal from its own namespace. It dies with its job, and with the host's end of its standard input.
"""

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import NoReturn

from sandbox.inside import channel, groups, kernel, learner, seccomp, warden, zygote
from sandbox.inside.container_walls import Container


def main() -> NoReturn:
    """Make ready what is named on the command line, say so, and do one job."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    warden.deafen()
    line = channel.PipeLine(os.dup(0), os.dup(1))
    _leave_standard_streams()
    began = time.monotonic()
    try:
        walls = Container(seccomp.prepared())
        walls.examine()
        zygote.load(sys.argv[1])
        learner.prepare()
    except Exception as error:
        channel.refuse(line, error)
        sys.exit(1)
    took = (time.monotonic() - began) * 1e3
    zygote.settle()
    facts = {"import_ms": took, "charged": groups.charged(walls.groups), "sources": sources(Path(__file__).parent)}
    channel.send(line, {"ready": True, "control": groups.version(), **facts}, [])
    warden.main(line, walls)


def _leave_standard_streams() -> None:
    """Whatever an import prints must not get between our frames: it goes to stderr, which the host keeps."""
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)


def sources(folder: Path) -> str:
    """Return a digest of the Python sources in `folder`: the host refuses an image built from others than its own."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
