from collections.abc import Callable

from fastapi import FastAPI

Generate = Callable[[str, int], str]


def create_app(load: Callable[[], Generate]) -> FastAPI:
    """A service around a model: GET /health and POST /generate. load() is called once, before the first request."""
    raise NotImplementedError
