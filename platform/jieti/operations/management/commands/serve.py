"""`manage.py serve web` (or worker, or reconciler): become that one process, as `up` would start it. For containers."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.operations import house, ports
from jieti.operations.children import Child
from jieti.settings.paths import ROOT, VAR


class Command(BaseCommand):
    """Be one process of the house, and nothing beside it."""

    help = "Become the web server, the worker or the reconciler; database, broker and migrations are there already."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", choices=["web", "worker", "reconciler"])
        parser.add_argument("--host", default=os.environ.get("JIETI_HOST", "127.0.0.1"), help="of the web server")
        parser.add_argument("--port", type=int, default=os.environ.get("JIETI_PORT", "8000"))
        parser.add_argument("--slots", type=int, default=os.cpu_count() or 1, help="submissions a worker has at a time")

    @speak()
    def handle(self, *args: Any, part: str, host: str, port: int, slots: int, **options: Any) -> None:
        child = self.child(part, host, port, slots)
        connections.close_all()
        os.execvpe(child.command[0], list(child.command), {**os.environ, **child.environment})

    def child(self, part: str, host: str, port: int, slots: int) -> Child:
        if part == "web":
            return self.web(host, port)
        return house.worker(slots, VAR) if part == "worker" else house.reconciler(ROOT / "manage.py", VAR)

    def web(self, host: str, port: int) -> Child:
        try:
            listening = ports.take(host, port)
        except ports.PortTaken:
            raise CommandError(_("Port %(port)s is in use.") % {"port": port}) from None
        descriptor = listening.detach()  # it stays open for whom we become
        os.set_inheritable(descriptor, True)
        return house.web(descriptor, VAR)
