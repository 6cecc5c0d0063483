"""Makes a cell, has a learner's process put in it, holds it to its limits, reports; then the next, of which nothing is
the last one's.

The learner's process cannot see it, let alone signal, trace or read it: it is in an outer PID and an outer user
namespace, and not dumpable. As process 1 of its own PID namespace it takes whatever is in the cell with it when it
dies, and it dies with the host's end of the socket.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

from sandbox.inside import birth, channel, confine, kernel
from sandbox.inside.walls import Walls

TICK_S = 0.02  # how often the limits that no descriptor announces are looked at
PIECE = 1 << 16
NEARLY_FULL = 64 * 1024

Readers = dict[int, Callable[[bytes], None]]  # what is read from, and who gets it


class Stream:
    """One of the learner's output streams, kept up to its limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.data = bytearray()
        self.over = False

    def feed(self, piece: bytes) -> None:
        """Take what was read from the pipe."""
        room = self.limit - len(self.data)
        self.data += piece[:room]
        self.over = self.over or len(piece) > room


class Ending(NamedTuple):
    """How a job ended, in the words of sandbox.contract.Report."""

    status: str
    limit: str = ""
    detail: str = ""


WELL = Ending("ok")


class Clock:
    """When the harness started, and what had been used by then: all of that is ours."""

    def __init__(self) -> None:
        self.started, self.cpu, self.memory = 0.0, 0.0, 0
        self.word = b""


def main(line: channel.Line, walls: Walls, kind: "type[Warden] | None" = None) -> NoReturn:
    """Do one job after another and exit. Whoever forks wardens has called `deafen`, and is not dumpable."""
    code = 1
    try:
        kernel.default_signal(signal.SIGCHLD)
        fault = _built(walls)
        while (kind or Warden)(line, walls, fault).work():
            if _built(walls):
                break  # no process to be had, say: the host finds another warden
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())  # where the host finds it
    finally:
        os._exit(code)


def _built(walls: Walls) -> OSError | None:
    """Have the walls up before the job comes. What is wrong with them, nobody can be told before the host speaks."""
    try:
        walls.build()
    except OSError as error:
        return error
    return None


def deafen() -> None:
    """Process 1 gets no signal from its own namespace but those it handles: handle none."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


class Warden:
    """One job, from the host's message to the report."""

    def __init__(self, line: channel.Line, walls: Walls, fault: OSError | None) -> None:
        """`walls` stand, unless there is a `fault`."""
        self.fault = fault
        self.began = time.monotonic()
        self.line = line
        self.walls = walls
        self.limits: dict[str, Any] = {}
        self.timings: dict[str, float] = {}
        self.clock = Clock()
        self.end = birth.End()
        self.used: dict[str, float] = {}
        self.readers: Readers = {}
        self.out, self.err, self.inbox = Stream(0), Stream(0), channel.Inbox(0)

    def work(self) -> bool:
        """Prepare, receive, run, report. Return whether there can be another job: after one that has ended well."""
        try:
            ending = self._do()
        except EOFError:
            return False
        except Exception as error:
            ending = Ending("internal", detail=f"warden: {type(error).__name__}: {error}")
        self._report(ending)
        return ending.status == "ok" and self._leave()

    def _do(self) -> Ending:
        self._bear(channel.receive(self.line))
        if stillborn := self._awaited():
            return stillborn
        payloads = self._take(channel.receive(self.line))
        self.walls.fit(self.limits)
        if refused := self._unpack(payloads[2:]):
            return refused
        with suppress(BrokenPipeError):  # it has died, and may have left word why
            channel.send(channel.PipeLine(-1, self.go), self.job, payloads[:2])
        return self._run()

    def _bear(self, message: channel.Message) -> None:
        """Have the learner's process made that is to do the job. The host sends what there is to measure it by."""
        meta, _, descriptors = message
        if self.fault:
            raise self.fault
        files = dict(zip(meta["descriptors"], descriptors, strict=True))
        joins = [files.pop(name) for name in list(files) if name.startswith("join")]
        self.work_folder = os.open(confine.WORK, os.O_RDONLY | os.O_DIRECTORY)
        self.meter = self.walls.meter(files, self.work_folder)
        self.held = [self.work_folder, *files.values()]
        self._fork(joins)

    def _awaited(self) -> Ending | None:
        """Return when the job comes, which may be long; or, before it has come, with what ends the cell."""
        return self._until(lambda: False)

    def _until(self, done: Callable[[], bool]) -> Ending | None:
        """Read until `done()`, or the host speaks or goes (None), or the waiting process fails or ends."""
        ended = self.child.fileno()
        poll = select.poll()
        for fd in (ended, self.line.fileno(), *self.readers):
            poll.register(fd, select.POLLIN)
        while not done():
            ready = [fd for fd, _ in poll.poll()]
            for fd in self.readers:
                if fd in ready and not self._read(fd, self.readers[fd]):
                    poll.unregister(fd)
            if ended in ready or self.clock.word.startswith(b"failed"):
                return self._stillborn()
            if self.line.fileno() in ready:
                return None
        return None

    def _stillborn(self) -> Ending:
        self._kill()
        self._bury()
        self._measure()
        said = self.end.fault or self.clock.word.decode(errors="replace")
        return Ending("internal", detail=said or "the waiting process ended")

    def _take(self, message: channel.Message) -> list[bytes]:
        self.began = time.monotonic()
        self.job, payloads, _ = message
        self.limits = self.job["limits"]
        self.out = Stream(self.limits["output"])
        self.err = Stream(self.limits["output"])
        self.inbox = channel.Inbox(self.limits["answer"])
        self._mark("received")
        return payloads

    def _mark(self, phase: str) -> None:
        self.timings[phase] = (time.monotonic() - self.began) * 1e3

    def _unpack(self, files: list[bytes]) -> Ending | None:
        try:
            for name, data in zip(self.job["files"], files, strict=True):
                if "/" in name:
                    os.makedirs(f"{confine.WORK}/{os.path.dirname(name)}", exist_ok=True)
                with open(f"{confine.WORK}/{name}", "wb") as file:
                    file.write(data)
        except OSError as error:
            return Ending("output", "disk", f"the job's own files: {error.strerror}")
        return None

    def _run(self) -> Ending:
        self._mark("told")
        stopped = self._watch()
        self._kill()
        if stopped == WELL:
            self.end = birth.End(0)  # of which its memory is still being taken down
        else:
            self._bury()
        self._measure()
        self._mark("ended")
        return WELL if stopped == WELL else self._judge(stopped)

    def _fork(self, joins: list[int]) -> None:
        ends = [os.pipe() for _ in range(4)]
        go, self.go = os.pipe()
        self.child = self.walls.bear([*(write for _, write in ends), go], joins)
        for fd in (go, *joins):
            os.close(fd)
        feeds = (
            lambda piece: self.out.feed(piece),
            lambda piece: self.err.feed(piece),
            lambda piece: self.inbox.feed(piece),
            self._start,
        )
        for (read, write), feed in zip(ends, feeds, strict=True):
            os.close(write)
            os.set_blocking(read, False)
            self.readers[read] = feed

    def _start(self, piece: bytes) -> None:
        self.clock.word += piece
        if piece and self.clock.word == b"started":
            self._mark("started")
            self.clock.cpu = self.meter.cpu()
            self.clock.memory = self.meter.memory()
            self.clock.started = time.monotonic()
            os.close(self.go)  # the learner's process waits for this

    def _told(self) -> Ending:
        """The host has something to say while the program runs: that it is gone, or wants no more of this job."""
        raise EOFError("the host is gone")

    def _watch(self) -> Ending | None:
        """Return once the learner's process has said all (WELL), has ended (None) or has broken a limit."""
        ended, left = self.child.fileno(), set(self.readers)
        poll = select.poll()
        for fd in (self.line.fileno(), ended, *self.readers):
            poll.register(fd, select.POLLIN)
        look = time.monotonic() + TICK_S
        while True:
            for fd, _ in poll.poll(TICK_S * 1e3):
                if fd == self.line.fileno():
                    return self._told()
                if fd == ended:
                    return None
                if not self._read(fd, self.readers[fd]):
                    poll.unregister(fd)
                    left.discard(fd)
            if stopped := self._flooded():
                return stopped
            if not left and self._answered():
                return WELL
            if time.monotonic() >= look:
                if stopped := self._exceeded():
                    return stopped
                self._reap()
                look = time.monotonic() + TICK_S

    @staticmethod
    def _read(fd: int, feed: Callable[[bytes], None]) -> bool:
        try:
            piece = os.read(fd, PIECE)
        except BlockingIOError:
            return True
        feed(piece)
        return bool(piece)

    def _reap(self, options: int = os.WNOHANG) -> None:
        """Collect those of our children that have ended; with options 0, wait until there are none."""
        while True:
            try:
                pid, status = os.waitpid(-1, options)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self.child.reaped(pid, status)

    def _flooded(self) -> Ending | None:
        if self.out.over or self.err.over:
            return Ending("output", "output", "more on stdout or stderr than allowed")
        if self.inbox.fault:
            return self._answer_fault()
        return None

    def _answer_fault(self) -> Ending:
        if self.inbox.state() == "answer":
            return Ending("output", "answer", "a larger answer was announced than allowed")
        return Ending("bad_answer", "", "the answer channel carried something that is no single answer")

    def _exceeded(self) -> Ending | None:
        if not self.clock.started:
            late = time.monotonic() - self.began > self.job["start_s"]
            return Ending("internal", detail="the learner's process did not start") if late else None
        wall = time.monotonic() - self.clock.started
        if wall > self.limits["wall_s"]:
            if self.inbox.state() == "partial":
                return Ending("bad_answer", "wall", "the answer was not whole when time was up")
            return Ending("timeout", "wall")
        if self.meter.cpu() - self.clock.cpu > self.limits["cpu_s"]:
            return Ending("timeout", "cpu")
        if self.meter.killed() or self.meter.too_much(self.limits["memory"] + self.clock.memory):
            return Ending("memory", "memory")
        return None

    def _answered(self) -> bool:
        """Whether, with nobody left who could say anything, the answer is whole and nobody was killed."""
        return self.inbox.state() == "whole" and not self.meter.killed()

    def _kill(self) -> None:
        """Have nobody do anything any more but ourselves."""
        if self.clock.started:
            self.used["wall"] = time.monotonic() - self.clock.started
            self.meter.cpu()  # a last look at how many there are, for the meter that has to look
        self._reap()
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)

    def _bury(self) -> None:
        """Wait until nobody is left, then read what is still in the pipes."""
        self.end = self.child.end()
        self._reap(0)  # in a container its orphans are ours; else a child of ours has them, and ends after them
        self.meter.ended(self.end.cpu)
        while self.readers:
            fd, feed = self.readers.popitem()
            while self._read(fd, feed):
                pass
            os.close(fd)

    def _measure(self) -> None:
        self.used["cpu"] = max(0.0, self.meter.cpu() - self.clock.cpu)
        self.used["peak"] = max(0, self.meter.peak() - self.clock.memory)

    def _judge(self, stopped: Ending | None) -> Ending:
        if self.end.fault:
            return Ending("internal", detail=self.end.fault)
        if self.clock.word != b"started":
            return Ending("internal", detail=f"not started: {self.clock.word.decode(errors='replace')}")
        if self.meter.killed():
            return Ending("memory", "memory", "the kernel killed a process of the cell")
        if stopped or (stopped := self._flooded()):
            return stopped
        code = self._code()
        return self._succeeded() if code == 0 else self._failed(1 if code is None else code)

    def _code(self) -> int | None:
        return None if self.end.status is None else os.waitstatus_to_exitcode(self.end.status)

    def _succeeded(self) -> Ending:
        state = self.inbox.state()
        if state == "whole":
            return Ending("ok")
        if state == "empty":
            return Ending("error", detail="ended without an answer")
        return Ending("bad_answer", detail="the answer broke off")

    def _failed(self, code: int) -> Ending:
        if code == -signal.SIGXCPU or self.used["cpu"] > self.limits["cpu_s"]:
            return Ending("timeout", "cpu")
        if code == channel.OUT_OF_MEMORY:
            return Ending("memory", "memory", "MemoryError")
        space = os.fstatvfs(self.work_folder)
        if space.f_bfree * space.f_frsize < NEARLY_FULL or space.f_ffree == 0:
            return Ending("output", "disk", "the work folder was full")
        return Ending("error", "processes" if self.meter.crowded(self.limits["processes"]) else "")

    def _report(self, ending: Ending) -> None:
        self._mark("reported")
        code = self._code()
        whole = ending.status == "ok"
        meta = {
            "status": ending.status,
            "limit": ending.limit,
            "detail": ending.detail,
            "exit_code": code if code is not None and code >= 0 else None,
            "signal": -code if code is not None and code < 0 else None,
            "wall_ms": self.used.get("wall", 0.0) * 1e3,
            "cpu_ms": self.used.get("cpu", 0.0) * 1e3,
            "peak_mb": self.used.get("peak", 0) / (1 << 20),
            "timings": self.timings,
        }
        payloads = [bytes(self.out.data), bytes(self.err.data), *(self.inbox.frame() if whole else ())]
        channel.send(self.line, meta, payloads)

    def _leave(self) -> bool:
        """Let go of what was the job's."""
        if self.readers:
            self._bury()
        for fd in self.held:
            os.close(fd)
        return not self.end.fault and self.walls.leave()
