"""A cell that is there before its job: its learner's process, confined and with its device open, waits for one.

A GPU takes seconds to open and cannot be used after a fork, so a fork per job is no way. What a job may choose is set
when it comes: the host does that for the control group, the warden for the tmpfs, the process itself for its rlimits.
"""

import json
import select
from collections.abc import Callable

from sandbox.inside import channel, warden


class Ahead(warden.Warden):
    """One cell, from the host's first message to the report of its only job."""

    def work(self) -> bool:
        """As ever, but for one job."""
        super().work()
        return False

    def _do(self) -> warden.Ending:
        if self.fault:
            raise self.fault
        self._born(channel.receive(self.line))
        ending = self._until(lambda: self.clock.word.endswith(b"\n")) or self._asleep()
        if ending:
            return ending
        payloads, _ = self._take(channel.receive(self.line))
        self.limits["processes"] += self.threads - 1  # those that an open device has are ours
        self.walls.fit(self.limits)
        if refused := self._unpack(payloads[2:]):
            return refused
        job = {"harness": self.job["harness"], "limits": self.limits}
        channel.send(channel.PipeLine(-1, self.go), job, payloads[:2])
        return self._run()

    def _born(self, message: channel.Message) -> None:
        meta, _, descriptors = message
        self.limits = meta["ahead"]["limits"]
        joins = self._enter(self.limits, dict(zip(meta["descriptors"], descriptors, strict=True)))
        self._fork(joins, meta["ahead"], [])

    def _asleep(self) -> warden.Ending | None:
        """Say that the cell is ready, and return when the host wants something of it."""
        if not self.clock.word:
            raise EOFError("the host has gone while the device was being opened")
        facts = json.loads(self.clock.word)
        self.threads, self.clock.word = int(facts["threads"]), b""
        channel.send(self.line, {"ready": True, "facts": facts}, [])
        return self._until(lambda: False)

    def _until(self, done: Callable[[], bool]) -> warden.Ending | None:
        """Read until `done()`, or the host speaks or goes (None), or the waiting process fails or ends."""
        ended = self.child.fileno()
        poll = select.poll()
        for fd in (ended, self.line.fileno(), *self.readers):
            poll.register(fd, select.POLLIN)
        while not done():
            ready = [fd for fd, _ in poll.poll()]
            if self.line.fileno() in ready:
                return None
            for fd in self.readers:
                if fd in ready and not self._read(fd, self.readers[fd]):
                    poll.unregister(fd)
            if ended in ready or self.clock.word.startswith(b"failed"):
                return self._stillborn()
        return None

    def _stillborn(self) -> warden.Ending:
        self._kill()
        self._bury()
        self._measure()
        said = self.end.fault or self.clock.word.decode(errors="replace")
        return warden.Ending("internal", detail=said or "the waiting process ended")

    def _answered(self) -> bool:
        """Never before its end: until then it has the device."""
        return False

    def _told(self) -> warden.Ending:
        """The host may end the job, with its reason: a limit that only it can see."""
        meta, _, _ = channel.receive(self.line)
        return warden.Ending(meta["status"], meta["limit"], meta["detail"])
