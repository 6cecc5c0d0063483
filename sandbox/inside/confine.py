"""How a cell is made: the gate's part, and the warden's (namespaces, mounts). The learner's is in rights.py."""

import os
from typing import Any

from sandbox.inside import kernel

BOX, WORK, TEMPORARY, SHARED = "/box", "/desk", "/tmp", "/dev/shm"
NOTHING = "/dev/pts"  # an empty folder that nobody can write to, in every cell
QUIET = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
USER = 1000  # what a learner's process sees as its own uid; outside it is nobody's


def own_user() -> None:
    """Enter a new user namespace in which only our own uid exists. Full capabilities there until they are
    dropped.
    """
    kernel.unshare(kernel.CLONE_NEWUSER)
    kernel.write("/proc/self/setgroups", "deny")
    kernel.write("/proc/self/uid_map", f"{USER} {USER} 1")
    kernel.write("/proc/self/gid_map", f"{USER} {USER} 1")


def own_world() -> None:
    """The gate's: a user namespace in which it may make and enter PID namespaces, and mounts that nobody else sees.

    The fork is there because one's own PID namespace can only be a new one's child; to come back to it after each
    job's unshare takes power over it, hence it must be younger than the user namespace.
    """
    own_user()
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWPID)
    kernel.mount("", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    # Terminals would be one row for all jobs of a zygote, and each a way to the kernel's line disciplines.
    kernel.mount("tmpfs", NOTHING, "tmpfs", QUIET | kernel.MS_RDONLY, "size=4k,nr_inodes=1,mode=555")
    if child := os.fork():
        os.waitpid(child, 0)
        os._exit(0)


def own_system() -> None:
    """The warden's part, for one job: mounts and a network; everything writable is one small tmpfs, still without room.

    One tmpfs behind /desk, /tmp and /dev/shm means one limit for all of them.
    """
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWNET)
    kernel.mount("tmpfs", BOX, "tmpfs", QUIET, "size=4k,nr_inodes=8,mode=755")
    for place in (WORK, TEMPORARY, SHARED):
        part = BOX + "/" + place.replace("/", "-")
        os.mkdir(part, 0o700)
        kernel.mount(part, place, "", kernel.MS_BIND)
    kernel.mount(NOTHING, BOX, "", kernel.MS_BIND)  # hides it; to take it off would have us wait for all processors


def own_processes() -> int:
    """The warden's, too: make a PID namespace and return a descriptor of it. With its process 1, a child of ours that
    does nothing, all that is ever in it ends.
    """
    own = os.open("/proc/self/ns/pid", os.O_RDONLY)
    try:
        kernel.unshare(kernel.CLONE_NEWPID)
        kernel.idle()
        return os.open("/proc/self/ns/pid_for_children", os.O_RDONLY)
    finally:
        kernel.setns(own, kernel.CLONE_NEWPID)
        os.close(own)


def own_proc(whole: bool) -> None:
    """The learner's process's, for the kernel shows the processes of whoever mounts it. `whole`: a driver's library
    looks for its files in /proc; still no process but the job's own is there, and nothing can be written that matters.
    """
    kernel.mount("proc", "/proc", "proc", QUIET, "hidepid=invisible" + ("" if whole else ",subset=pid"))


def resize(limits: dict[str, Any]) -> None:
    """Give the tmpfs of a cell that was made ahead of its job the job's limits."""
    room = f"size={limits['disk']},nr_inodes={limits['inodes']}"
    kernel.mount("tmpfs", WORK, "tmpfs", QUIET | kernel.MS_REMOUNT, room)
