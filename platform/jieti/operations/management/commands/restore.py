"""`manage.py restore FILE`: put back what `backup` wrote. What was there before is kept beside it."""

import sqlite3
import tarfile
import tempfile
from argparse import ArgumentParser
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.operations.instance import AlreadyRunning, Instance
from jieti.settings.paths import VAR


class Command(BaseCommand):
    """Replace this installation's state by that of a backup."""

    help = "Replace the database and the secrets by those in FILE. The old ones are kept in var/before-restore-..."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    @speak()
    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        instance = Instance(VAR / "run")
        try:
            instance.acquire()
        except AlreadyRunning:
            raise CommandError(_("Jieti is running here. Stop it (Ctrl-C), then restore.")) from None
        with tempfile.TemporaryDirectory(dir=VAR) as folder:
            unpacked = Path(folder)
            self.unpack(file, unpacked)
            kept = self.put_aside()
            for name in ("jieti.sqlite3", "secrets"):
                (unpacked / name).rename(VAR / name)
        call_command("migrate", interactive=False, verbosity=0)
        message = _("Restored %(file)s. What was here before is in %(kept)s.")
        self.stdout.write(message % {"file": file, "kept": kept})

    def unpack(self, file: Path, folder: Path) -> None:
        """Unpack and check before anything is touched."""
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
        except (OSError, tarfile.TarError) as error:
            message = _("%(file)s is not a backup of Jieti: %(why)s")
            raise CommandError(message % {"file": file, "why": error}) from None
        if not ((folder / "jieti.sqlite3").is_file() and (folder / "secrets").is_dir()):
            message = _("%(file)s is not a backup of Jieti: it holds no database or no secrets.")
            raise CommandError(message % {"file": file})
        with closing(sqlite3.connect(folder / "jieti.sqlite3")) as database:
            try:
                (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
            except sqlite3.DatabaseError as error:
                verdict = str(error)
        if verdict != "ok":
            message = _("The database in %(file)s is damaged: %(why)s")
            raise CommandError(message % {"file": file, "why": verdict})

    def put_aside(self) -> Path:
        """Move today's state out of the way, never over it."""
        connections.close_all()
        kept = VAR / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}"
        kept.mkdir(mode=0o700)
        for name in ("jieti.sqlite3", "jieti.sqlite3-wal", "jieti.sqlite3-shm", "secrets"):
            if (VAR / name).exists():
                (VAR / name).rename(kept / name)
        return kept
