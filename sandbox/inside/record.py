"""What a warden knows of one job: what it said, what it used, how it ended. It asks nobody and ends nobody."""

import os
import signal
import time
from typing import Any, NamedTuple

from sandbox.inside import birth, channel
from sandbox.inside.meter import Meter

NEARLY_FULL = 64 * 1024


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


class Record:
    """What one job has said and used so far, and what that means for how it ends."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.limits: dict[str, Any] = {}
        self.timings: dict[str, float] = {}
        self.clock = Clock()
        self.end = birth.End()
        self.used: dict[str, float] = {}
        self.out, self.err, self.inbox = Stream(0), Stream(0), channel.Inbox(0)

    def begin(self, limits: dict[str, Any]) -> None:
        """The job is here, with its limits."""
        self.began = time.monotonic()
        self.limits = limits
        self.out = Stream(limits["output"])
        self.err = Stream(limits["output"])
        self.inbox = channel.Inbox(limits["answer"])
        self.mark("received")

    def mark(self, phase: str) -> None:
        """Note when a phase was over, in milliseconds since the job came."""
        self.timings[phase] = (time.monotonic() - self.began) * 1e3

    def flooded(self) -> Ending | None:
        """Return how it ends if it has said too much."""
        if self.out.over or self.err.over:
            return Ending("output", "output", "more on stdout or stderr than allowed")
        if self.inbox.fault:
            return self._answer_fault()
        return None

    def _answer_fault(self) -> Ending:
        if self.inbox.state() == "answer":
            return Ending("output", "answer", "a larger answer was announced than allowed")
        return Ending("bad_answer", "", "the answer channel carried something that is no single answer")

    def judge(self, stopped: Ending | None, meter: Meter, folder: int) -> Ending:
        """Return how it ended. `stopped`: what we have ended it for; `folder`: a descriptor of where it worked."""
        if self.end.fault:
            return Ending("internal", detail=self.end.fault)
        if self.clock.word != b"started":
            return Ending("internal", detail=f"not started: {self.clock.word.decode(errors='replace')}")
        if meter.killed():
            return Ending("memory", "memory", "the kernel killed a process of the cell")
        if stopped or (stopped := self.flooded()):
            return stopped
        code = self._code()
        return self._succeeded() if code == 0 else self._failed(1 if code is None else code, meter, folder)

    def _code(self) -> int | None:
        return None if self.end.status is None else os.waitstatus_to_exitcode(self.end.status)

    def _succeeded(self) -> Ending:
        state = self.inbox.state()
        if state == "whole":
            return Ending("ok")
        if state == "empty":
            return Ending("error", detail="ended without an answer")
        return Ending("bad_answer", detail="the answer broke off")

    def _failed(self, code: int, meter: Meter, folder: int) -> Ending:
        if code == -signal.SIGXCPU or self.used["cpu"] > self.limits["cpu_s"]:
            return Ending("timeout", "cpu")
        if code == channel.OUT_OF_MEMORY:
            return Ending("memory", "memory", "MemoryError")
        space = os.fstatvfs(folder)
        if space.f_bfree * space.f_frsize < NEARLY_FULL or space.f_ffree == 0:
            return Ending("output", "disk", "the work folder was full")
        return Ending("error", "processes" if meter.crowded(self.limits["processes"]) else "")

    def report(self, ending: Ending) -> tuple[dict[str, Any], list[bytes]]:
        """Return what the host is told: see sandbox.exchange.report."""
        self.mark("reported")
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
        return meta, payloads
