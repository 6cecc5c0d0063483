"""`manage.py ready`: is everything here that a web server or a worker needs? For containers, before they start one."""

import time
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jieti.lib.terminal import speak
from jieti.operations import prerequisites

PAUSE_S = 0.5


class Command(BaseCommand):
    """Say what is missing, and end with 1."""

    help = "Check that database, broker and disk can be used and that all migrations are in; else say what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="for servers that start as well")
        parser.add_argument("--unmigrated", action="store_true", help="do not ask for the migrations")

    @speak()
    def handle(self, *args: Any, wait: float, unmigrated: bool, **options: Any) -> None:
        deadline = time.monotonic() + wait
        while problems := self.problems(unmigrated):
            if time.monotonic() >= deadline:
                raise CommandError("\n".join(problems))
            time.sleep(PAUSE_S)

    def problems(self, unmigrated: bool) -> list[str]:
        """Return what is missing now, worst first."""
        found = list(prerequisites.database())
        if not found and not unmigrated:
            found += prerequisites.migrations()
        return found + list(chain(prerequisites.broker(), prerequisites.disk()))
