"""A cache that all processes share, in Redis; while that does not answer, each remembers for itself.

Signing in counts its tries here. A dead Redis must not keep anybody out, nor open the door to guessing: tries are then
counted by each process alone. Values are JSON, so that who can write to Redis cannot run anything in a web process.
"""

import json
import logging
import time
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

REST_S = 5.0  # after a failure, do not make every request wait for the same dead Redis

_rest_until = 0.0


class Json:
    """What goes over the wire."""

    def dumps(self, value: Any) -> Any:
        return json.dumps(value)

    def loads(self, data: Any) -> Any:
        return json.loads(data)


class SharedCache(BaseCache):
    """Redis, or this process's memory. It cannot be emptied: the broker's messages may live in the same place."""

    def __init__(self, url: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        prefixed = {**params, "KEY_PREFIX": "jieti-cache"}
        once = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)}
        self._redis = RedisCache(url, {**prefixed, "OPTIONS": {"serializer": Json, **once}})
        self._memory = LocMemCache("while-redis-is-away", prefixed)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._either("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._either("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._either("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._either("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._either("delete", key, version))

    def close(self, **kwargs: Any) -> None:
        self._redis.close(**kwargs)

    def _either(self, verb: str, *arguments: Any) -> Any:
        global _rest_until
        if time.monotonic() >= _rest_until:
            try:
                return getattr(self._redis, verb)(*arguments)
            except (redis.RedisError, OSError, ValueError) as error:
                _rest_until = time.monotonic() + REST_S
                log.warning("the shared cache does not answer (%s): this process counts by itself", error)
        return getattr(self._memory, verb)(*arguments)
