"""`manage.py prepare`: bring database and curriculum up to date, once the servers answer. For containers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.courses.models import Track
from jieti.lib.terminal import speak


class Command(BaseCommand):
    """Wait, migrate, load. May be run again at any time."""

    help = "Wait for database and broker, run the migrations and load the curriculum."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="for servers that start as well")

    @speak()
    def handle(self, *args: Any, wait: float, **options: Any) -> None:
        call_command("ready", wait=wait, unmigrated=True)
        call_command("migrate", interactive=False, verbosity=1, stdout=self.stdout)
        try:
            call_command("load_curriculum", stdout=self.stdout, stderr=self.stderr)
        except CommandError as problems:  # a mistake in them keeps nobody from learning: what was loaded before stays
            if not Track.objects.exists():
                raise
            self.stderr.write(f"{problems} {_('What was loaded before stays.')}")
