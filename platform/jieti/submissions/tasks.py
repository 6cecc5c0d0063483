"""The worker's side, and the only door to grader/."""

import functools
import logging
from collections.abc import Callable

from celery import shared_task
from celery.signals import worker_ready, worker_shutdown, worker_shutting_down
from django.conf import settings

import grader
from grader import CaseStock, Exercise, RunResult, Verdict
from jieti.courses.models import ExerciseVersion
from jieti.lib.logs import about
from jieti.submissions import events
from jieti.submissions.bench import Bench
from jieti.submissions.leases import HOLD_LIMIT_S, Leases
from jieti.submissions.models import Submission
from jieti.submissions.patience import AWAY, patiently
from sandbox.backend import Backend

log = logging.getLogger(__name__)

ROWS_PER_WAKE = 50  # then the message is acknowledged and another one sent, well within the visibility timeout

bench = Bench(settings.CELL_PYTHON)
leases = Leases()


@shared_task(name=events.WAKE)
def wake() -> int:
    """Grade what waits, one row after the other; return how many."""
    host = bench.host()
    try:
        return drain(host, bench.stock) if host else 0
    except AWAY as error:  # the reconciler nudges once it is back
        log.warning("the database is away, rows stay queued: %s", error)
        return 0


def drain(host: Backend, stock: CaseStock | None = None) -> int:
    """Claim and grade rows until none is left, the worker goes home or is unfit; return how many."""
    for count in range(ROWS_PER_WAKE):
        row = None if bench.takes_nothing_new else Submission.objects.claim()
        if row is None:
            return count
        with about(submission=row.pk, code=row.source):
            log.info("submission %s: taken", row.pk)
            grade(row, host, stock)
    events.nudge()
    return ROWS_PER_WAKE


def grade(row: Submission, host: Backend, stock: CaseStock | None = None) -> None:
    """Bring a claimed row to its verdict, or note a fault of ours."""
    with leases.hold(row):
        write = _outcome(row, host, stock)
        patiently(write, HOLD_LIMIT_S, given_up=lambda: bench.closing)


def _outcome(row: Submission, host: Backend, stock: CaseStock | None) -> Callable[[], object]:
    """Grade, and return what is to be written."""
    try:
        verdict = _verdict(row, host, stock)
    except AWAY:
        log.exception("submission %s: put back, for the database is away", row.pk)
        return row.release
    except Exception as error:
        log.exception("grading submission %s failed", row.pk)
        return functools.partial(row.fault, f"{type(error).__name__}: {error}")
    except BaseException:
        row.release()
        raise
    log.info("submission %s: %s", row.pk, verdict.status)
    if verdict.status in (Submission.Status.INTERNAL, Submission.Status.BROKEN_EXERCISE):
        log.error("submission %s of %s: %s: %s", row.pk, row.about, verdict.status, _reason(verdict))
    if verdict.status == Submission.Status.INTERNAL:
        return functools.partial(row.fault, _reason(verdict))
    return functools.partial(_finish, row, verdict)


def _finish(row: Submission, verdict: Verdict | RunResult) -> None:
    if not row.finish(verdict.to_json()):
        log.warning("submission %s was graded elsewhere meanwhile: this verdict is dropped", row.pk)


def _verdict(row: Submission, host: Backend, stock: CaseStock | None) -> Verdict | RunResult:
    if row.version_id is None:
        return grader.run_blocks(row.source, host)
    exercise = _exercise(row.version_id)
    if row.is_run:
        return grader.run(exercise, row.source, host)
    return grader.grade(exercise, row.source, host, stock=stock)


def _reason(verdict: Verdict | RunResult) -> str:
    return verdict.reason if isinstance(verdict, Verdict) else "the cell did not run"


@functools.lru_cache(maxsize=128)
def _exercise(version_id: int) -> Exercise:
    """A version never changes, so it is read once."""
    version = ExerciseVersion.objects.select_related("exercise").get(pk=version_id)
    return Exercise.from_files(version.exercise.slug, version.files)


@worker_ready.connect
def _open(**_: object) -> None:
    bench.open(then=events.nudge)


@worker_shutting_down.connect
def _wind_down(**_: object) -> None:
    bench.closing = True


@worker_shutdown.connect
def _close(**_: object) -> None:
    bench.close()
