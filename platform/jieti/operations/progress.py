"""Is anything being graded: the few figures that say so, for the page of machines and for /readyz."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from jieti.operations import readiness
from jieti.settings.paths import VAR
from jieti.submissions.models import Submission

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LITTLE_DISK = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Progress:
    """What waits, since when, and what has come out. Ages in seconds; None where there is nothing to measure."""

    now: datetime
    waiting: int  # that somebody waits for
    bulk: int  # that nobody does: graded again, while there is nothing else to do
    running: int
    oldest: datetime | None  # since when the oldest of those that somebody waits for has waited
    last_verdict: datetime | None
    graded_last_hour: int
    faults_last_day: int
    broker: bool

    @property
    def oldest_wait(self) -> float | None:
        return _age(self.oldest, self.now)

    @property
    def last_verdict_age(self) -> float | None:
        return _age(self.last_verdict, self.now)

    @property
    def is_stalled(self) -> bool:
        """Whether something has waited for long, and nothing has come out meanwhile."""
        limit = settings.STALLED_SECONDS
        silent = self.last_verdict_age is None or self.last_verdict_age > limit
        return self.oldest_wait is not None and self.oldest_wait > limit and silent

    @property
    def is_ready(self) -> bool:
        """Whether what is handed in now has good prospects of a verdict."""
        return self.broker and not self.is_stalled

    def figures(self) -> dict[str, object]:
        """Return the figures for a machine that watches."""
        return {
            "waiting": self.waiting,
            "waiting_in_bulk": self.bulk,
            "running": self.running,
            "oldest_wait_s": self.oldest_wait,
            "last_verdict_age_s": self.last_verdict_age,
            "graded_last_hour": self.graded_last_hour,
            "faults_last_day": self.faults_last_day,
            "stalled": self.is_stalled,
            "broker": self.broker,
        }


def measure() -> Progress:
    """Ask the database (three queries, each answered by an index) and the broker (a second at most).

    Raises DatabaseError where the database does not answer.
    """
    now = timezone.now()
    state, rows = Submission.State, Submission.objects.order_by()
    waits = Q(state=state.QUEUED, lane=Submission.Lane.INTERACTIVE)
    open_rows = rows.unfinished().aggregate(
        waiting=Count("pk", filter=waits),
        bulk=Count("pk", filter=Q(state=state.QUEUED, lane=Submission.Lane.BULK)),
        oldest=Min("created_at", filter=waits),
        running=Count("pk", filter=Q(state=state.RUNNING)),
        faults=Sum("faults"),
    )
    graded = rows.filter(graded_at__gte=now - DAY).aggregate(
        last=Max("graded_at"), hour=Count("pk", filter=Q(graded_at__gte=now - HOUR)), faults=Sum("faults")
    )
    return Progress(
        now=now,
        waiting=open_rows["waiting"],
        bulk=open_rows["bulk"],
        running=open_rows["running"],
        oldest=open_rows["oldest"],
        last_verdict=graded["last"] or rows.aggregate(last=Max("graded_at"))["last"],
        graded_last_hour=graded["hour"],
        faults_last_day=(graded["faults"] or 0) + (open_rows["faults"] or 0),
        broker=readiness.broker_answers(),
    )


def database() -> str:
    """Return what the rows lie in, in the words of its makers."""
    return connection.display_name


def disk_free() -> int:
    """Return how many bytes are free where the state lies."""
    return shutil.disk_usage(VAR).free


def _age(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else round(max(0.0, (now - since).total_seconds()), 1)
