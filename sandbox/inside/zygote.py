"""The process that has imported everything and computed nothing: each job is a fork of it.

It must stay single-threaded (fork and unshare(CLONE_NEWUSER) need that), holds no secret (a fork reads all it
inherits), and ends when the host's end of its socket does.
"""

import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable

from sandbox.inside import ahead, channel, confine, kernel, seccomp, warden
from sandbox.inside.walls import Namespaces

IMAGES: dict[str, tuple[str, ...]] = {
    "python": (),
    "plot": (
        *("numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg"),
        *("pandas.plotting._matplotlib", "PIL.PngImagePlugin"),
    ),
    "torch": ("numpy", "torch", "torch._dynamo", "torch.optim", "torch.nn.functional", "torch.utils.data"),
}
IMAGES["transformers"] = (*IMAGES["torch"], "transformers", "transformers.models.gpt2.modeling_gpt2", "peft")
HARNESSES = ("script", "probe")


def main() -> None:
    """Import the image named on the command line, say so on descriptor 0, and fork until that is closed.

    More words on the command line, for the cells of a device: "ahead" (made ahead of their jobs), "whole-proc".
    """
    control = socket.socket(fileno=os.dup(0))
    _put_null_on(0)
    line = channel.SocketLine(control)
    began = time.monotonic()
    try:
        _own_world()
        filter_code = seccomp.prepared()
        load(sys.argv[1])
    except Exception as error:
        channel.send(line, {"ready": False, "detail": f"{type(error).__name__}: {error}"}, [])
        return
    took = (time.monotonic() - began) * 1e3
    gc.collect()
    gc.freeze()
    gc.disable()
    channel.send(line, {"ready": True, "import_ms": took, "threads": len(os.listdir("/proc/self/task"))}, [])
    kernel.use_large_pages()  # may take a while where memory is in pieces; nobody waits for it but the first job
    work = ahead.main if "ahead" in sys.argv[2:] else warden.main
    walls = Namespaces(filter_code, "whole-proc" in sys.argv[2:])
    _serve(control, lambda sock: work(channel.SocketLine(sock), walls))


def _put_null_on(fd: int) -> None:
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, fd)
    os.close(nothing)


def _own_world() -> None:
    """A user namespace in which we may make and enter PID namespaces, and mounts that nobody else sees.

    The fork is there because one's own PID namespace can only be a new one's child; to come back to it after each job's
    unshare takes power over it, hence it must be younger than the user namespace.
    """
    confine.own_user()
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWPID)
    kernel.mount("", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    if child := os.fork():
        os.waitpid(child, 0)
        os._exit(0)


def load(image: str) -> None:
    """Import all of `image`, and compute nothing."""
    for name in IMAGES[image]:
        importlib.import_module(name)
    for name in HARNESSES:
        try:
            importlib.import_module(f"sandbox.inside.{name}")
        except ImportError:
            pass  # this image lacks what the harness needs; a job that asks for it is told so
    if torch := sys.modules.get("torch"):
        torch.cpu._is_avx2_supported()  # looks at /proc/cpuinfo, which a cell has not; starts no thread
    if "numpy" in sys.modules:
        importlib.import_module("numpy.random")  # numpy would import it at the first use: in every job
    missing = [name for name in IMAGES[image] if name not in sys.modules]
    if missing:
        raise ImportError(f"imported, but not there: {missing}")


def _serve(control: socket.socket, work: Callable[[socket.socket], None]) -> None:
    own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
    woken, waker = _wake_on_child()
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(woken, select.POLLIN)
    while True:
        for fd, _ in poll.poll():
            if fd == woken:
                _reap(woken)
                continue
            _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not descriptors:
                return
            with socket.socket(fileno=descriptors[0]) as sock:
                try:
                    child = _fork_into_pids(own_pids)
                except OSError as error:  # no process to be had: the host sees its socket closed, and why
                    print(f"fork: {error}", file=sys.stderr, flush=True)
                    continue
                if child == 0:
                    control.close()
                    for ours in (own_pids, woken, waker):
                        os.close(ours)
                    work(sock)


def _wake_on_child() -> tuple[int, int]:
    """Return a pipe that becomes readable when a child has ended."""
    signal.signal(signal.SIGCHLD, lambda *_: None)
    woken, waker = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    return woken, waker


def _fork_into_pids(own: int) -> int:
    """Fork a child that is process 1 of a new PID namespace."""
    kernel.unshare(kernel.CLONE_NEWPID)
    child = -1
    try:
        child = os.fork()
    finally:
        if child:
            kernel.setns(own, kernel.CLONE_NEWPID)
    return child


def _reap(wake: int) -> None:
    while True:
        try:
            if not os.read(wake, 512):
                break
        except BlockingIOError:
            break
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
