"""Telling workers that somebody has asked for something. The wish itself is in the machine's row."""

import logging

from jieti.celery import app
from jieti.operations import readiness

log = logging.getLogger(__name__)

LOOK = "jieti_look"


def tell_workers() -> bool:
    """Have every worker look at its machine's row now; False if the broker does not take the message."""
    if not readiness.broker_answers():  # asked first: the client library would wait for it much longer
        return False
    try:
        app.control.broadcast(LOOK)
    except Exception as error:  # whatever the client library makes of a broker that is down
        log.warning("the broker did not take the message (%s): the workers look by themselves in a moment", error)
        return False
    return True
