"""Between root and bwrap: run as a program of its own, it shows a cell's folders to a uid that could not
reach them, and becomes it.

usage: stage.py UID JSON      JSON: {"mounts": [[host path, staged path], ...], "command": [...]}

A cell is never host root, but the interpreter may lie where only root can go (/root is closed). So root binds
the folders below one that everybody can enter, in a mount namespace that ends with the cell, then drops every
privilege and executes bwrap.
"""

import ctypes
import json
import os
import sys

CLONE_NEWNS = 0x00020000
MS_BIND, MS_REC, MS_PRIVATE, MS_NOSUID, MS_NODEV = 0x1000, 0x4000, 0x40000, 2, 4


def mount(libc: ctypes.CDLL, source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """mount(2)."""
    where = source.encode(), target.encode(), kind.encode()
    if libc.mount(*where, ctypes.c_ulong(flags), options.encode()) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"mounting {source or kind} on {target}: {os.strerror(number)}")


def show(folder: str, mounts: list[list[str]]) -> None:
    """Bind every host path below `folder`, which is a new tmpfs nobody else sees."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(ctypes.c_int(CLONE_NEWNS)) < 0:
        raise OSError(ctypes.get_errno(), "a mount namespace of our own was refused")
    mount(libc, "", "/", "", MS_REC | MS_PRIVATE)
    sources = [os.open(source, os.O_PATH) for source, _ in mounts]
    mount(libc, "tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    for source, (_, target) in zip(sources, mounts, strict=True):
        if os.path.isdir(f"/proc/self/fd/{source}"):
            os.mkdir(target)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
        mount(libc, f"/proc/self/fd/{source}", target, "", MS_BIND)
        os.close(source)


def main() -> None:
    """Stage, drop, execute."""
    uid, plan = int(sys.argv[1]), json.loads(sys.argv[2])
    show(plan["folder"], plan["mounts"])
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.execve(plan["command"][0], plan["command"], {})


if __name__ == "__main__":
    main()
