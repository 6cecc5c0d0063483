"""Waiting for what was started to answer."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable

import redis
from django.conf import settings


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
    """Say whether the broker answers a ping."""
    try:
        return bool(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1).ping())
    except redis.RedisError:
        return False


def web_answers(url: str) -> bool:
    """Say whether a page comes back from `url`."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
