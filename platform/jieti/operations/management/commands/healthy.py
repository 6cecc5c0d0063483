"""`manage.py healthy`: does it go forward? For those who watch containers: 0 for yes, 1 for no, with the reason."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.operations import progress
from jieti.operations.models import Machine


class Command(BaseCommand):
    """Ask the rows, not the processes: one that hangs is there as well."""

    help = "Say whether this machine's worker grades, or without a word, whether submissions are graded at all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", nargs="?", choices=["worker"], help="the worker of this machine")

    @speak()
    def handle(self, *args: Any, part: str | None, **options: Any) -> None:
        try:
            problem = self.worker() if part else self.house()
        except DatabaseError:
            problem = _("The database does not answer.")
        if problem:
            raise CommandError(problem)

    def worker(self) -> str:
        """Return why the worker on this machine does not grade; empty if it does."""
        row = Machine.objects.seen().filter(name=socket.gethostname()).first()
        if row is None:
            return _("No worker on this machine has been heard of for a minute.")
        if row.fit:
            return ""
        missing = [one["limit"] for one in row.findings if one["essential"] and not one["holds"]]
        if not missing:
            return _("The sandbox is still being examined.")
        return _("The sandbox does not hold (%(limits)s). See: python -m sandbox doctor") % {
            "limits": ", ".join(missing)
        }

    def house(self) -> str:
        """Return why what is handed in has no good prospects; empty if it has."""
        measured = progress.measure()
        if not measured.broker:
            return _("The broker does not answer.")
        if measured.is_stalled:
            return _("Submissions wait, and none has been graded for a while.")
        return ""
