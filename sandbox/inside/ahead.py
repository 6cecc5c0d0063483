"""A cell that has its device open before its job comes.

A GPU takes seconds to open and cannot be used after a fork, so a fork per job is no way. What a job may choose is set
when it comes: the host does that for the control group, the warden for the tmpfs, the process itself for its rlimits.
"""

import json
from contextlib import suppress

from sandbox.inside import channel, warden
from sandbox.inside.record import Ending


class Ahead(warden.Warden):
    """One cell, from the host's first message to the report of its only job."""

    threads = 1  # of an open device

    def work(self) -> bool:
        """As ever, but for one job."""
        super().work()
        return False

    def _bear(self, message: channel.Message) -> None:
        super()._bear(message)
        ahead = message[0]["ahead"]
        self.walls.fit(ahead)  # what opens a device may write files
        with suppress(BrokenPipeError):  # it has died, and may have left word why
            channel.send(channel.PipeLine(-1, self.go), ahead, [])

    def _awaited(self) -> Ending | None:
        """Say that the cell is ready once it is."""
        ending = self._until(lambda: self.record.clock.word.endswith(b"\n"))
        if ending:
            return ending
        if not self.record.clock.word:
            raise EOFError("the host has gone while the device was being opened")
        facts = json.loads(self.record.clock.word)
        self.threads, self.record.clock.word = int(facts["threads"]), b""
        channel.send(self.line, {"ready": True, "facts": facts}, [])
        return super()._awaited()

    def _take(self, message: channel.Message) -> list[bytes]:
        payloads = super()._take(message)
        self.record.limits["processes"] += self.threads - 1  # those that an open device has are ours
        return payloads

    def _answered(self) -> bool:
        """Never before its end: until then it has the device."""
        return False

    def _told(self) -> Ending:
        """The host may end the job, with its reason: a limit that only it can see."""
        meta, _, _ = channel.receive(self.line)
        return Ending(meta["status"], meta["limit"], meta["detail"])
