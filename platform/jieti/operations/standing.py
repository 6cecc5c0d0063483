"""The plain sentence at the head of the page of machines: are submissions being graded now?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jieti.lib.ago import ago
from jieti.operations.models import Machine
from jieti.operations.progress import Progress


@dataclass(frozen=True)
class Standing:
    """The colour of the notice (done, waiting, wrong), a sentence, what to do, and what becomes of what waits."""

    tone: str
    sentence: str
    detail: str = ""
    kept: str = ""


def standing(progress: Progress, machines: Sequence[Machine]) -> Standing:
    """Return the first thing that keeps submissions from being graded; else that they are graded."""
    seen = [machine for machine in machines if not machine.is_stale]
    if not machines:
        return Standing("wrong", _("Nothing is graded: no worker has ever been here."), _start(), _kept(progress))
    if not seen:
        last = max(machine.last_seen for machine in machines)
        sentence = _("Nothing is graded: no worker is up. The last one was seen %(ago)s.") % {"ago": ago(last)}
        return Standing("wrong", sentence, _start(), _kept(progress))
    if not any(machine.fit for machine in seen):
        return _unfit(progress, seen)
    if not progress.broker:
        detail = _("What is handed in is kept and graded once the broker is back. Its log is var/log/broker.log.")
        return Standing("wrong", _("Grading stands still: the broker does not answer."), detail, _kept(progress))
    if progress.is_stalled:
        detail = _("A machine is fit, and yet no verdict comes. The worker's log, var/log/worker.log, may say why.")
        return Standing("wrong", _("Submissions wait, and none is graded."), detail, _kept(progress))
    if progress.waiting or progress.running:
        return Standing("done", _("Submissions are being graded."))
    return Standing("done", _("Ready: nothing waits, and what is handed in is graded at once."))


def _unfit(progress: Progress, seen: Sequence[Machine]) -> Standing:
    if any(machine.is_examined_now for machine in seen):
        detail = _("Grading begins when every limit has been tried; that takes a few seconds.")
        return Standing("waiting", _("The machine is being examined."), detail, _kept(progress))
    detail = _("Do what stands below, then have the machine examined again: grading goes on by itself.")
    sentence = _("Nothing is graded: no machine can confine what a learner's program may do.")
    return Standing("wrong", sentence, detail, _kept(progress))


def _start() -> str:
    return _("“make run” starts one, together with everything else.")


def _kept(progress: Progress) -> str:
    """What becomes of what waits."""
    n = progress.waiting
    if not n:
        return _("Nothing waits; what is handed in now is kept.")
    text = ngettext(
        "%(n)s submission waits. It is kept, and no attempt is charged for the wait.",
        "%(n)s submissions wait. They are kept, and no attempt is charged for the wait.",
        n,
    )
    return text % {"n": n}
