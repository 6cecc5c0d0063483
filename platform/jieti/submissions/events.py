"""What others are told about a row: workers are nudged, pages hear of changes. Losing any of it loses nothing.

The row is the truth. A nudge that never arrives is made good by `manage.py reconcile`, an event by the page's polling.
"""

import functools
import json
import logging
import time
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings

from jieti.celery import app as celery_app

if TYPE_CHECKING:
    from jieti.submissions.models import Submission

log = logging.getLogger(__name__)

WAKE = "jieti.submissions.wake"
NUDGE_EXPIRES_S = 60
BROKER_REST_S = 2.0  # after a failure, do not make every request wait for the same dead broker

_rest_until = 0.0


def channel(submission_id: object) -> str:
    """The channel on which changes of one submission are told."""
    return f"submission:{submission_id}"


@functools.cache
def broker() -> "redis.Redis":
    """A client of the broker; it connects when it is first used, and never waits long."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)


def publish(submission: "Submission") -> None:
    """Tell the pages that wait for it that the row has changed."""
    message = {"state": submission.state, "status": submission.status}
    _quietly("event", lambda: broker().publish(channel(submission.pk), json.dumps(message)))


def nudge() -> None:
    """Wake a worker up."""
    # By name: whoever hands something in need not load the grader.
    _quietly("nudge", lambda: celery_app.send_task(WAKE, retry=False, expires=NUDGE_EXPIRES_S))


def tell_operators(submission: "Submission", detail: str) -> None:
    """A row ends as our fault: somebody has to look at it."""
    log.critical("submission %s was given up after %s faults of ours: %s", submission.pk, submission.faults, detail)


def _quietly(what: str, send: Any) -> None:
    global _rest_until
    if time.monotonic() < _rest_until:
        return
    try:
        send()
    except Exception as error:  # whatever the client library makes of a broker that is down
        _rest_until = time.monotonic() + BROKER_REST_S
        log.warning("the broker did not take the %s (%s): rows stay queued, the reconciler will nudge", what, error)
