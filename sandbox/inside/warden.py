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
from typing import NoReturn

from sandbox.inside import birth, channel, confine, kernel
from sandbox.inside.record import WELL, Ending, Record
from sandbox.inside.walls import Walls

TICK_S = 0.02  # how often the limits that no descriptor announces are looked at
PIECE = 1 << 16

Readers = dict[int, Callable[[bytes], None]]  # what is read from, and who gets it


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
        self.line = line
        self.walls = walls
        self.record = Record()
        self.readers: Readers = {}

    def work(self) -> bool:
        """Prepare, receive, run, report. Return whether there can be another job: after one that has ended well."""
        try:
            ending = self._do()
        except EOFError:
            return False
        except Exception as error:
            ending = Ending("internal", detail=f"warden: {type(error).__name__}: {error}")
        channel.send(self.line, *self.record.report(ending))
        return ending.status == "ok" and self._leave()

    def _do(self) -> Ending:
        self._bear(channel.receive(self.line))
        if stillborn := self._awaited():
            return stillborn
        payloads = self._take(channel.receive(self.line))
        self.walls.fit(self.record.limits)
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
            if ended in ready or self.record.clock.word.startswith(b"failed"):
                return self._stillborn()
            if self.line.fileno() in ready:
                return None
        return None

    def _stillborn(self) -> Ending:
        self._kill()
        self._bury()
        self._measure()
        said = self.record.end.fault or self.record.clock.word.decode(errors="replace")
        return Ending("internal", detail=said or "the waiting process ended")

    def _take(self, message: channel.Message) -> list[bytes]:
        self.job, payloads, _ = message
        self.record.begin(self.job["limits"])
        return payloads

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
        self.record.mark("told")
        stopped = self._watch()
        self._kill()
        if stopped == WELL:
            self.record.end = birth.End(0)  # of which its memory is still being taken down
        else:
            self._bury()
        self._measure()
        self.record.mark("ended")
        return WELL if stopped == WELL else self.record.judge(stopped, self.meter, self.work_folder)

    def _fork(self, joins: list[int]) -> None:
        ends = [os.pipe() for _ in range(4)]
        go, self.go = os.pipe()
        self.child = self.walls.bear([*(write for _, write in ends), go], joins)
        for fd in (go, *joins):
            os.close(fd)
        feeds = (
            lambda piece: self.record.out.feed(piece),
            lambda piece: self.record.err.feed(piece),
            lambda piece: self.record.inbox.feed(piece),
            self._start,
        )
        for (read, write), feed in zip(ends, feeds, strict=True):
            os.close(write)
            os.set_blocking(read, False)
            self.readers[read] = feed

    def _start(self, piece: bytes) -> None:
        self.record.clock.word += piece
        if piece and self.record.clock.word == b"started":
            self.record.mark("started")
            self.record.clock.cpu = self.meter.cpu()
            self.record.clock.memory = self.meter.memory()
            self.record.clock.started = time.monotonic()
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
            if stopped := self.record.flooded():
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

    def _exceeded(self) -> Ending | None:
        if not self.record.clock.started:
            late = time.monotonic() - self.record.began > self.job["start_s"]
            return Ending("internal", detail="the learner's process did not start") if late else None
        wall = time.monotonic() - self.record.clock.started
        if wall > self.record.limits["wall_s"]:
            if self.record.inbox.state() == "partial":
                return Ending("bad_answer", "wall", "the answer was not whole when time was up")
            return Ending("timeout", "wall")
        if self.meter.cpu() - self.record.clock.cpu > self.record.limits["cpu_s"]:
            return Ending("timeout", "cpu")
        if self.meter.killed() or self.meter.too_much(self.record.limits["memory"] + self.record.clock.memory):
            return Ending("memory", "memory")
        return None

    def _answered(self) -> bool:
        """Whether, with nobody left who could say anything, the answer is whole and nobody was killed."""
        return self.record.inbox.state() == "whole" and not self.meter.killed()

    def _kill(self) -> None:
        """Have nobody do anything any more but ourselves."""
        if self.record.clock.started:
            self.record.used["wall"] = time.monotonic() - self.record.clock.started
            self.meter.cpu()  # a last look at how many there are, for the meter that has to look
        self._reap()
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)

    def _bury(self) -> None:
        """Wait until nobody is left, then read what is still in the pipes."""
        self.record.end = self.child.end()
        self._reap(0)  # in a container its orphans are ours; else a child of ours has them, and ends after them
        self.meter.ended(self.record.end.cpu)
        while self.readers:
            fd, feed = self.readers.popitem()
            while self._read(fd, feed):
                pass
            os.close(fd)

    def _measure(self) -> None:
        self.record.used["cpu"] = max(0.0, self.meter.cpu() - self.record.clock.cpu)
        self.record.used["peak"] = max(0, self.meter.peak() - self.record.clock.memory)

    def _leave(self) -> bool:
        """Let go of what was the job's."""
        if self.readers:
            self._bury()
        for fd in self.held:
            os.close(fd)
        return not self.record.end.fault and self.walls.leave()
