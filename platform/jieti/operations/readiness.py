"""Waiting for what was started to answer."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry


def wait_until(ready: Callable[[], bool], seconds: float, alive: Callable[[], bool]) -> bool:
    """Ask `ready` until it says yes; give up after `seconds` or when the process has died."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if not alive():
            return False
        time.sleep(0.05)
    return False


def broker_answers() -> bool:
    """Say whether the broker answers a ping; after a second it does not."""
    once = Retry(NoBackoff(), 0)
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1, retry=once) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def web_answers(url: str) -> bool:
    """Say whether a page comes back from `url`."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as answer:
        return answer.code == 400  # it is there, and answers to other names only (JIETI_HOSTS)
    except (urllib.error.URLError, OSError):
        return False
