"""`manage.py restore FILE`: put back what `backup` wrote. What was there before is kept beside it."""

import os
import shutil
import tarfile
import tempfile
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.lib.terminal import speak
from jieti.operations import databases
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
        database = databases.here()
        with tempfile.TemporaryDirectory(dir=VAR) as folder:
            unpacked = Path(folder)
            try:
                self.unpack(file, unpacked, database.file)
                database.check(unpacked / database.file)
                kept = VAR / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}"
                kept.mkdir(mode=0o700)
                database.replace(unpacked / database.file, kept)
            except (OSError, tarfile.TarError, databases.Unusable) as error:
                message = _("%(file)s cannot be restored: %(why)s")
                raise CommandError(message % {"file": file, "why": error}) from None
            self.exchange_secrets(unpacked, kept)
        call_command("migrate", interactive=False, verbosity=0)
        message = _("Restored %(file)s. What was here before is in %(kept)s.")
        self.stdout.write(message % {"file": file, "kept": kept})

    def unpack(self, file: Path, folder: Path, wanted: str) -> None:
        """Unpack and check before anything is touched."""
        with tarfile.open(file) as archive:
            for member in archive:
                self.take_out(archive, member, folder)
        if (folder / wanted).is_file():
            return
        if any((folder / kind.file).is_file() for kind in (databases.Sqlite, databases.Postgres)):
            raise databases.Unusable(
                _("it is a copy of another kind of database (SQLite, Postgres) than the one here.")
            )
        raise databases.Unusable(_("it holds no database: it is no backup of Jieti."))

    def take_out(self, archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
        """Write a member into `folder` if it is what `backup` puts there: links and other paths may lead away."""
        known = {kind.file for kind in (databases.Sqlite, databases.Postgres)}
        place, _, name = member.name.rpartition("/")
        content = archive.extractfile(member) if member.isreg() else None
        if content is None or not (place == "secrets" and name != ".." if place else name in known):
            return
        target = folder / place / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            shutil.copyfileobj(content, file)

    def exchange_secrets(self, unpacked: Path, kept: Path) -> None:
        """Where the secrets come from the environment, a backup has none."""
        if (unpacked / "secrets").is_dir():
            if (VAR / "secrets").exists():
                (VAR / "secrets").rename(kept / "secrets")
            (unpacked / "secrets").rename(VAR / "secrets")
