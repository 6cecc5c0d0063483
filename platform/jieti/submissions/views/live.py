"""How a page hears of its verdict: server-sent events, and the same as plain JSON where those are blocked."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import redis.asyncio
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from jieti.accounts.models import User
from jieti.submissions import events
from jieti.submissions.models import Submission
from jieti.submissions.panel import panel
from jieti.submissions.views.people import person, submission_or_404

LONGEST_S = 60.0  # then the browser connects again: no connection outlives a proxy's patience
LOOK_EVERY_S = 1.0  # the row itself, while the broker is away
GLANCE_EVERY_S = 3.0  # the same while it tells of changes: only the place in the queue moves by itself
RECONNECT_MS = 500


@login_required
@require_GET
def submission_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The state of a submission, with the panel that shows it."""
    viewer = person(request)
    return JsonResponse(panel(submission_or_404(viewer, pk), viewer), headers={"Cache-Control": "no-store"})


@login_required
@require_GET
def submission_events(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The same whenever it changes, until there is a verdict."""
    viewer = person(request)
    row = submission_or_404(viewer, pk)
    watch = Watch(row.pk, viewer, translation.get_language())
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(watch.stream(), content_type="text/event-stream", headers=headers)


class Watch:
    """One page that waits for one submission. It runs after the view has returned, so it brings language and zone."""

    def __init__(self, pk: UUID, viewer: User, language: str | None) -> None:
        self.pk, self.viewer, self.language = pk, viewer, language
        self.zone = timezone.get_current_timezone()
        self.seen: tuple[str, int, int] | None = None

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield what the browser reads: an event for each change, a comment now and then to keep the line open."""
        yield f"retry: {RECONNECT_MS}\n\n".encode()
        async with AsyncExitStack() as stack:
            heard = await stack.enter_async_context(_listen(self.pk))
            end = asyncio.get_running_loop().time() + LONGEST_S
            while asyncio.get_running_loop().time() < end:
                there, news = await sync_to_async(self.look)()
                yield _event(news) if news else b": still here\n\n"
                if not there or (news and news["state"] == Submission.State.DONE):
                    return
                await heard.wait(GLANCE_EVERY_S if heard.connected else LOOK_EVERY_S)

    def look(self) -> tuple[bool, dict[str, Any] | None]:
        """Return whether the row is still there, and how the page shows it if that has changed.

        Of a class that waits together each page looks every few seconds, so what has not changed is not rendered.
        """
        rows = Submission.objects.visible_to(self.viewer).filter(pk=self.pk)
        row = rows.defer("source", "verdict").first()
        seen = (row.state, row.faults, row.queue_position()) if row else None
        news = None
        if row and seen != self.seen:
            with translation.override(self.language), timezone.override(self.zone):
                news = panel(rows.select_related("learner", "exercise", "version", "lesson").get(), self.viewer)
        self.seen = seen
        close_old_connections()
        return row is not None, news


class _listen:
    """Wakes up when the worker tells of a change. Without a broker it only ever waits its time."""

    def __init__(self, pk: UUID) -> None:
        self.channel = events.channel(pk)

    async def __aenter__(self) -> "_listen":
        self.client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1)
        self.pubsub = self.client.pubsub(ignore_subscribe_messages=True)
        self.connected = await self._quietly(self.pubsub.subscribe(self.channel)) is not _FAILED
        return self

    async def wait(self, seconds: float) -> None:
        """Return when something was told, or after `seconds`."""
        end = asyncio.get_running_loop().time() + seconds
        while self.connected and (left := end - asyncio.get_running_loop().time()) > 0:
            told = await self._quietly(self.pubsub.get_message(timeout=left))
            if told is _FAILED:
                self.connected = False
            elif told is not None:
                return
        await asyncio.sleep(max(0.0, end - asyncio.get_running_loop().time()))

    async def __aexit__(self, *error: object) -> None:
        await self._quietly(self.pubsub.aclose())  # type: ignore[no-untyped-call]  # redis-py leaves it bare
        await self._quietly(self.client.aclose())

    async def _quietly(self, call: Any) -> Any:
        try:
            return await call
        except (OSError, redis.RedisError):
            return _FAILED


_FAILED = object()


def _event(data: dict[str, Any]) -> bytes:
    return f"event: {data['state']}\ndata: {json.dumps(data)}\n\n".encode()
