"""`manage.py backup FILE`: one file with the whole state, consistent while everything runs."""

import tarfile
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.operations import databases
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
        database = databases.here()
        draft = file.with_name(file.name + ".part")
        try:
            with tempfile.TemporaryDirectory(dir=file.parent) as folder:  # where there has to be room for it anyway
                copy = Path(folder) / database.file
                database.copy(copy)
                draft.touch(mode=0o600)
                with tarfile.open(draft, "w:gz") as archive:
                    archive.add(copy, database.file)
                    if (VAR / "secrets").is_dir():
                        archive.add(VAR / "secrets", "secrets")
            draft.rename(file)
        except (databases.Unusable, OSError) as error:
            draft.unlink(missing_ok=True)
            raise CommandError(_("No backup was written: %(why)s") % {"why": error}) from None
        megabytes = f"{file.stat().st_size / 1e6:.1f}"
        message = _("Wrote %(file)s (%(size)s MB). It holds secrets: keep it to yourself.")
        self.stdout.write(message % {"file": file, "size": megabytes})
