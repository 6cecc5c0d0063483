"""`manage.py reconcile`: make good what got lost on the way of a submission."""

import logging
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
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
        if every:
            keep_going(every)
            return
        released, nudged = reconcile()
        message = _("%(released)s taken back, %(nudged)s nudged")
        self.stdout.write(message % {"released": released, "nudged": nudged})


def keep_going(every: float) -> None:
    """Reconcile every so many seconds until told to stop, whether the database answers or not."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    spared_until = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            released, nudged = reconcile(take_back=time.monotonic() >= spared_until)
            if released or nudged:
                log.info("%s taken back, %s nudged", released, nudged)
        except Error as error:
            log.warning("the database did not answer, next try in %g s: %s", every, error)
            # Nor could workers renew their leases: they get the length of one before they are taken for dead.
            spared_until = time.monotonic() + settings.LEASE_SECONDS
        stop.wait(every)


def reconcile(take_back: bool = True) -> tuple[int, int]:
    """Return (rows whose lease had run out, nudges sent)."""
    lost = Submission.objects.take_back() if take_back else []
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
