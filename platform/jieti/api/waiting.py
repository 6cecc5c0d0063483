"""Waiting for a verdict on behalf of a script: told by the broker, or by looking at the row where there is none."""

import time
import uuid
from typing import Any

import redis
from django.db import connection

from jieti.submissions import events
from jieti.submissions.models import Submission

LONGEST_WAIT_S = 30.0
LOOK_EVERY_S = 0.25  # where the broker is silent


def wait_until_done(pk: uuid.UUID, seconds: float) -> None:
    """Return when the submission is graded, or after `seconds` (at most LONGEST_WAIT_S)."""
    deadline = time.monotonic() + min(seconds, LONGEST_WAIT_S)
    broker: Any = events.broker()  # the client library types its commands, not its subscriptions
    try:
        with broker.pubsub() as channel:
            channel.subscribe(events.channel(pk))
            channel.get_message(timeout=1.0)  # the subscription stands before the row is looked at
            while not is_done(pk) and (left := deadline - time.monotonic()) > 0:
                channel.get_message(timeout=min(left, 1.0))
    except redis.RedisError:
        while not is_done(pk) and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY_S)


def is_done(pk: uuid.UUID) -> bool:
    """Say whether there is a verdict (or the row has gone)."""
    found = Submission.objects.unfinished().filter(pk=pk).exists()
    if not connection.in_atomic_block:
        connection.close()  # others need it while we wait
    return not found
