"""`manage.py backup FILE`: one file with the whole state, consistent while everything runs."""

import sqlite3
import tarfile
import tempfile
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.settings.paths import VAR


class Command(BaseCommand):
    """Write the database and the generated secrets into one archive."""

    help = "Write the database and the secrets of this installation into FILE (.tar.gz), while it runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    @speak()
    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(_("%(file)s exists already; nothing was written.") % {"file": file})
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "jieti.sqlite3"
            self.copy_database(copy)
            draft = file.with_name(file.name + ".part")
            draft.touch(mode=0o600)
            with tarfile.open(draft, "w:gz") as archive:
                archive.add(copy, "jieti.sqlite3")
                archive.add(VAR / "secrets", "secrets")
            draft.rename(file)
        megabytes = f"{file.stat().st_size / 1e6:.1f}"
        message = _("Wrote %(file)s (%(size)s MB). It holds secrets: keep it to yourself.")
        self.stdout.write(message % {"file": file, "size": megabytes})

    def copy_database(self, target: Path) -> None:
        """Use SQLite's online backup: a snapshot, whoever writes meanwhile."""
        with closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))) as source:
            with closing(sqlite3.connect(target)) as destination:
                source.backup(destination)
