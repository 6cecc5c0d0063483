"""The process that has imported everything and computed nothing: each learner's process is a fork of it.

It must stay single-threaded (fork and unshare(CLONE_NEWUSER) need that) and holds no secret: a fork reads all it
inherits. Of a cell it gets descriptors alone, which it closes once it has forked, all but the socket to the cell's
warden: there it tells how the learner's process has ended. It forks one process a request, and the requests of all
wardens come through one socket, each in one piece.
"""

import gc
import importlib
import os
import select
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from sandbox.inside import birth, channel, confine, forks, kernel, learner, pages, rights, seccomp

IMAGES: dict[str, tuple[str, ...]] = {
    "python": (),
    "plot": (
        *("numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg"),
        *("pandas.plotting._matplotlib", "PIL.PngImagePlugin"),
    ),
    "web": ("numpy", "fastapi.testclient", "pydantic.v1", "anyio._backends._asyncio", "concurrent.futures.thread"),
    "torch": (
        *("numpy", "torch", "torch._dynamo", "torch.optim", "torch.nn.functional", "torch.utils.data"),
        *("torch.profiler._cupti_monitor", "torch.utils.serialization.config"),
    ),
}
IMAGES["transformers"] = (
    *IMAGES["torch"],
    *("transformers", "transformers.models.gpt2.modeling_gpt2", "peft", "sklearn.metrics"),
)
IMAGES["export"] = (  # not onnxruntime, which starts a thread
    *IMAGES["torch"],
    *("onnx.checker", "onnxscript.function_libs.torch_lib.ops", "networkx", "sympy.combinatorics"),
    *("torch.onnx._internal.exporter._compat", "torch.onnx._internal.exporter._torchlib.ops"),
    *("torch._functorch.aot_autograd", "torch._functorch._aot_autograd.autograd_cache"),
    *("torch._export.serde.serialize", "torch._export.non_strict_utils"),
)
HARNESSES = ("script", "notebook", "probe", "rehearsal")
MOST_DESCRIPTORS = 64

Become = Callable[[list[int]], NoReturn]  # the learner's process from its pipes


def main(image: str, options: list[str], host: channel.SocketLine, requests: socket.socket) -> None:
    """Import `image`, say so to the gate and to the host, and fork whenever a warden asks, until the gate is gone.

    `options`: see gate.main.
    """
    began = time.monotonic()
    try:
        filter_code = seccomp.prepared()
        load(image)
        learner.prepare()
    except Exception as error:
        channel.refuse(host, error)
        return
    took = (time.monotonic() - began) * 1e3
    settle()
    _show(requests)
    channel.send(host, {"ready": True, "import_ms": took, "threads": len(os.listdir("/proc/self/task"))}, [])
    host.sock.close()
    kernel.use_large_pages()  # may take a while where memory is in pieces; nobody waits for it but the first job
    become = learner.wait if "ahead" in options else learner.main
    close_behind = partial(rights.own_rights, filter_code=filter_code)
    made = Zygote(requests, partial(become, close_behind=close_behind), "whole-proc" in options)
    if become is learner.main:
        made.rehearse(close_behind)
    made.serve()


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


def settle() -> None:
    """Leave what has been imported to itself: no collection will write to it."""
    gc.collect()
    gc.freeze()
    gc.disable()


def _show(gate: socket.socket) -> None:
    """Let wardens see how much a learner's process inherits: see meter.Heritage."""
    files = [os.open(f"/proc/self/{name}", os.O_RDONLY) for name in ("status", "smaps_rollup")]
    socket.send_fds(gate, [b"ready"], files)
    for fd in files:
        os.close(fd)


class Birth(NamedTuple):
    """One request, as descriptors."""

    warden: int  # a socket to it
    pids: int  # namespaces
    mounts: int
    network: int
    pipes: list[int]  # see learner.main
    joins: list[int]  # of the cell's control groups

    @classmethod
    def of(cls, descriptors: list[int]) -> "Birth":
        """Return what came with a message."""
        warden, pids, mounts, network, *rest = descriptors
        return cls(warden, pids, mounts, network, rest[: learner.PIPES], rest[learner.PIPES :])

    def close(self) -> None:
        """Let go of all but the socket."""
        for fd in (self.pids, self.mounts, self.network, *self.pipes, *self.joins):
            os.close(fd)


class Zygote:
    """Forks, and waits for what it has forked."""

    def __init__(self, requests: socket.socket, become: Become, whole_proc: bool = False) -> None:
        self.requests = requests
        self.become = become
        self.whole_proc = whole_proc
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self.poll = select.poll()
        self.poll.register(requests, select.POLLIN)
        self.children: dict[int, tuple[int, int]] = {}  # by pidfd: the process, and the socket to its warden
        self.rehearsal = (-1, -1, -1)  # its pidfd, its number, and the file that it tells by

    def serve(self) -> None:
        """Work until the gate and all wardens are gone."""
        while True:
            for fd, _ in self.poll.poll():
                if fd in self.children:
                    self._tell(fd)
                elif fd == self.rehearsal[0]:
                    self._learn()
                elif not self._asked():
                    return

    def rehearse(self, close_behind: Callable[[], None]) -> None:
        """Have a child find out which pages a job will touch, and go on meanwhile."""
        if (rehearsal := sys.modules.get("sandbox.inside.rehearsal")) is None:
            return
        told = os.memfd_create("pages")
        try:
            child = os.fork()
        except OSError:  # no process to be had: all works as well without
            os.close(told)
            return
        if child == 0:
            rehearsal.tell(partial(_confined, close_behind), told)
        self.rehearsal = (os.pidfd_open(child), child, told)
        self.poll.register(self.rehearsal[0], select.POLLIN)

    def _learn(self) -> None:
        ended, child, told = self.rehearsal
        self.poll.unregister(ended)
        _, status = os.waitpid(child, 0)
        if status == 0:
            pages.know(os.pread(told, os.fstat(told).st_size, 0))
        for fd in (ended, told):
            os.close(fd)
        self.rehearsal = (-1, -1, -1)

    def _asked(self) -> bool:
        _, descriptors, _, _ = socket.recv_fds(self.requests, len(birth.ASK), MOST_DESCRIPTORS)
        if not descriptors:
            return False
        born = Birth.of(descriptors)
        try:
            child = self._fork(born)
        except OSError as error:  # no process to be had, or the warden has just died
            _say(born.warden, f"fork: {error}".encode())
        else:
            ended = os.pidfd_open(child)
            self.children[ended] = (child, born.warden)
            self.poll.register(ended, select.POLLIN)
        finally:
            born.close()
        return True

    def _fork(self, born: Birth) -> int:
        kernel.setns(born.pids, kernel.CLONE_NEWPID)
        child = -1
        try:
            child = os.fork()
        finally:
            if child:
                kernel.setns(self.own_pids, kernel.CLONE_NEWPID)
        return child or self._become(born)

    def _become(self, born: Birth) -> NoReturn:
        try:
            rights.enter(born.mounts, born.network, born.joins, self.whole_proc)
            self.become(born.pipes)
        except BaseException as error:
            learner.fail(born.pipes[learner.START - 1], error)

    def _tell(self, ended: int) -> None:
        self.poll.unregister(ended)
        os.close(ended)
        child, warden = self.children.pop(ended)
        _, status, used = os.wait4(child, 0)
        _say(warden, birth.ENDED.pack(status, used.ru_utime + used.ru_stime))


def _confined(close_behind: Callable[[], None]) -> Path:
    confine.own_system()
    confine.resize({"disk": 1 << 20, "inodes": 64})
    close_behind()
    forks.wake()
    return learner.DESK


def _say(warden: int, what: bytes) -> None:
    try:
        os.write(warden, what)
    except OSError:
        pass  # it has died before its learner's process
    finally:
        os.close(warden)
