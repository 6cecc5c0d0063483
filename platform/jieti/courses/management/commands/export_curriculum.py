"""`manage.py export_curriculum DIR`: write the published copy back into files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from jieti.courses.exporting import export
from jieti.lib.terminal import speak


class Command(BaseCommand):
    help = "Write roadmaps, published lessons and exercises into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    @speak()
    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            counts = export(folder, Path(settings.CURRICULUM))
        except OSError as error:
            message = _("Cannot write to %(folder)s: %(why)s") % {"folder": folder, "why": error.strerror}
            raise CommandError(message) from None
        self.stdout.write(_("%(tracks)d roadmaps, %(lessons)d lessons and %(exercises)d exercises written.") % counts)
