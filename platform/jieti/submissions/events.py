"""What others are told about a row: workers are nudged, pages hear of changes. Losing any of it loses nothing.

The row is the truth. A nudge that never arrives is made good by `manage.py reconcile`, an event by the page's polling.
So nobody waits for a broker for longer than PATIENCE_S, and nobody at all while it rests after a failure.
"""

import functools
import json
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from jieti.celery import app as celery_app

if TYPE_CHECKING:
    from jieti.submissions.models import Submission

log = logging.getLogger(__name__)

WAKE = "jieti.submissions.wake"
NUDGE_EXPIRES_S = 60
ENOUGH = 8  # nudges that nobody has taken yet: whoever takes one will see the row that another one would be for
PATIENCE_S = 0.3  # with a broker that takes the connection and then says nothing; it answers within a millisecond
BROKER_REST_S = 2.0  # after a failure, do not make every request wait for the same dead broker

_rest_until = 0.0
_nudge_wanted = threading.Event()
_nudging = threading.Lock()


def channel(submission_id: object) -> str:
    """The channel on which changes of one submission are told."""
    return f"submission:{submission_id}"


@functools.cache
def broker() -> "redis.Redis":
    """A client of the broker; it connects when it is first used, and never waits long."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S, retry=once
    )


def publish(submission: "Submission") -> None:
    """Tell the pages that wait for it that the row has changed."""
    message = {"state": submission.state, "status": submission.status}
    _quietly("event", lambda: broker().publish(channel(submission.pk), json.dumps(message)))


def nudge() -> None:
    """Wake a worker up. Of threads that want to at the same time one does, so that one waits for a hanging broker."""
    _nudge_wanted.set()
    while _nudge_wanted.is_set() and _nudging.acquire(blocking=False):
        try:
            _nudge_wanted.clear()  # first: who wants one from here on may mean a row that this one comes too early for
            _quietly("nudge", _send_nudge)
        finally:
            _nudging.release()


def tell_operators(submission: "Submission", detail: str) -> None:
    """A row ends as our fault: somebody has to look at it."""
    log.critical("submission %s was given up after %s faults of ours: %s", submission.pk, submission.faults, detail)


@functools.cache
def _producer() -> Any:
    """The Celery way to the broker, with our patience instead of the worker's."""
    options = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    return celery_app.amqp.Producer(celery_app.connection_for_write(transport_options=options))


def _send_nudge() -> None:
    if broker().llen(settings.CELERY_TASK_DEFAULT_QUEUE) >= ENOUGH:
        return
    try:
        # By name: whoever hands something in need not load the grader.
        celery_app.send_task(WAKE, producer=_producer(), retry=False, expires=NUDGE_EXPIRES_S)
    except Exception:
        _producer.cache_clear()  # it may be stuck half-way through a conversation
        raise


def _quietly(what: str, send: Callable[[], object]) -> None:
    """Do it; if that fails at once, as after the broker was restarted, once more on a fresh connection."""
    global _rest_until
    begun = time.monotonic()
    if begun < _rest_until:
        return
    for again in (True, False):
        try:
            send()
            return
        except Exception as error:  # whatever the client library makes of a broker that is down
            if again and time.monotonic() - begun < PATIENCE_S:
                continue
            _rest_until = time.monotonic() + BROKER_REST_S
            log.warning("the broker did not take the %s (%s): rows stay queued, the reconciler will nudge", what, error)
            return
