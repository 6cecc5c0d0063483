"""`manage.py regrade EXERCISE`: what earlier versions of an exercise judged, judged by the current one as well."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jieti.courses.models import Exercise
from jieti.lib.terminal import speak
from jieti.submissions.models import Submission


class Command(BaseCommand):
    """Nobody is charged or told; who passes now has passed, and who no longer would keeps what they have."""

    help = "Grade attempts at earlier versions of an exercise again, while nobody waits; say what has come of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("exercise", metavar="EXERCISE")
        parser.add_argument("--all", action="store_true", dest="every", help="every attempt, not only the last")

    @speak()
    def handle(self, *args: Any, exercise: str, every: bool, **options: Any) -> None:
        found = Exercise.objects.select_related("current").filter(slug=exercise, current__isnull=False).first()
        if found is None:
            raise CommandError(_("There is no published exercise %(slug)s.") % {"slug": exercise})
        n = Submission.objects.grade_again(found, every)
        message = ngettext(
            "%(n)s attempt is graded again as soon as nobody waits.",
            "%(n)s attempts are graded again as soon as nobody waits.",
            n,
        )
        self.stdout.write(message % {"n": n})
        message = _("At this version so far: %(same)s as before, %(gained)s pass now, %(lost)s no longer would.")
        self.stdout.write(message % Submission.objects.compared(found))
