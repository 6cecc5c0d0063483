"""`manage.py load_curriculum [DIR] [--check] [--run]`: take the content files in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jieti.courses.blocks import broken
from jieti.courses.content import Curriculum, walk
from jieti.courses.loading import load
from jieti.courses.outcome import Outcome
from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from jieti.lib.terminal import speak
from sandbox.backend import open_host


class Command(BaseCommand):
    help = "Check the curriculum's files and publish what they say. Nothing is written unless all of them are right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CURRICULUM, metavar="DIR")
        parser.add_argument("--check", action="store_true", help="check the files and write nothing")
        parser.add_argument("--run", action="store_true", help="run the lessons' code in cells, too (minutes)")

    @speak()
    def handle(self, *args: Any, folder: Path, check: bool, run: bool, **options: Any) -> None:
        try:
            curriculum = read_curriculum(folder)
            if run:
                require_running(curriculum)
        except Invalid as invalid:
            for problem in invalid.problems:
                self.stderr.write(str(problem))
            n = len(invalid.problems)
            count = ngettext("%(n)d problem", "%(n)d problems", n) % {"n": n}
            message = _("%(count)s in %(folder)s; nothing was loaded.") % {"count": count, "folder": folder}
            raise CommandError(message) from None
        self.stdout.write(summary(curriculum))
        if check:
            self.stdout.write(_("The files are in order. Nothing was written."))
            return
        self._report(load(curriculum))

    def _report(self, outcome: Outcome) -> None:
        for slug in outcome.conflicts:
            self.stderr.write(
                _("lessons/%(slug)s changed both in the browser and in the files. The browser's text stays published; "
                  "the files' text is kept as a revision. Settle it in the studio.") % {"slug": slug}
            )  # fmt: skip
        self.stdout.write(_("Nothing to write: up to date.") if outcome.is_quiet else changes(outcome))


def require_running(curriculum: Curriculum) -> None:
    """Raise Invalid for code of lessons that does not do what the page says."""
    with open_host() as host:
        problems = broken(curriculum.lessons, host)
    if problems:
        raise Invalid(problems)


def summary(curriculum: Curriculum) -> str:
    """Return what is there, in numbers."""
    units = [place.unit for content in curriculum.tracks for place in walk(content.track.units)]
    counts = {
        "tracks": len(curriculum.tracks),
        "stages": sum(unit.kind == "stage" for unit in units),
        "days": sum(unit.kind == "day" for unit in units),
        "topics": sum(len(content.track.preface) for content in curriculum.tracks) + sum(len(u.topics) for u in units),
        "lessons": len(curriculum.lessons),
        "exercises": len(curriculum.exercises),
        "projects": len(curriculum.projects),
    }
    return (
        _("%(tracks)d roadmaps, %(stages)d stages, %(days)d days, %(topics)d topics, %(lessons)d lessons, "
          "%(exercises)d exercises, %(projects)d projects") % counts
    )  # fmt: skip


def changes(outcome: Outcome) -> str:
    """Return what the load wrote, in numbers."""
    counts = {name: sum(getattr(outcome, name).values()) for name in ("new", "changed", "withdrawn", "restored")}
    return _("%(new)d new, %(changed)d changed, %(withdrawn)d withdrawn, %(restored)d brought back") % counts
