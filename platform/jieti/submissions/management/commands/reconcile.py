"""`manage.py reconcile`: make good what got lost on the way of a submission."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext as _

from jieti.lib.logs import about
from jieti.lib.terminal import speak
from jieti.submissions import events
from jieti.submissions.models import Submission

log = logging.getLogger(__name__)

MOST_NUDGES = 8  # one nudge empties the queue; a few keep several workers busy


class Command(BaseCommand):
    help = "Nudge rows that have waited too long and take back those whose worker has died."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="keep doing it until told to stop")

    @speak()
    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        self.report(*reconcile())
        if every:
            self.keep_going(every)

    def keep_going(self, every: float) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.wait(every):
            close_old_connections()
            try:
                self.report(*reconcile())
            except DatabaseError as error:
                message = _("the database did not answer, next try in %(seconds)s s: %(why)s")
                self.stderr.write(message % {"seconds": f"{every:g}", "why": error})

    def report(self, released: int, nudged: int) -> None:
        if released or nudged:
            message = _("%(released)s taken back, %(nudged)s nudged")
            self.stdout.write(message % {"released": released, "nudged": nudged})


def reconcile() -> tuple[int, int]:
    """Return (rows whose lease had run out, nudges sent)."""
    lost = Submission.objects.take_back()
    released = sum(give_back(row) for row in lost)
    waiting = Submission.objects.queued_for(0 if released else settings.NUDGE_AFTER_SECONDS).count()
    nudges = min(waiting, MOST_NUDGES)
    for _time in range(nudges):
        events.nudge()
    return released, nudges


def give_back(row: Submission) -> bool:
    """Put a row that its worker has lost back into the queue, or own up to it."""
    with about(submission=row.pk, code=row.source):
        log.warning("submission %s: taken back, its worker died or hung", row.pk)
        return row.fault("the lease ran out: the worker died or hung")
