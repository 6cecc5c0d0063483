"""`manage.py setup_link`: print the link that makes the first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.accounts.setup import setup_link
from jieti.lib.terminal import speak


class Command(BaseCommand):
    """Prints a new one-time link; earlier ones stop working."""

    help = "Print the one-time link that makes the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base-url", default="http://localhost:8000", help="address of this server")

    @speak()
    def handle(self, *args: Any, **options: Any) -> None:
        link = setup_link(options["base_url"])
        if not link:
            raise CommandError(
                _("There is an administrator already. Ask them for a password link: People, then the person.")
            )
        self.stdout.write(link)
