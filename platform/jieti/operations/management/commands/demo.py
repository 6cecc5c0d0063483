"""`manage.py demo`: make a small believable school; `manage.py demo --remove` takes it away."""

import secrets
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.courses.models import Track
from jieti.lib.terminal import speak
from jieti.operations.demo import school
from jieti.operations.demo.people import DOMAIN
from jieti.submissions.models import Submission

if TYPE_CHECKING:
    from sandbox.backend import Backend


class Command(BaseCommand):
    """Make or remove the demo school."""

    help = "Make a demo school (an author, a mentor, 30 learners with graded work), or --remove it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the demo school away again")
        parser.add_argument("--password", help="the password of all demo people (one is made up if you give none)")

    @speak()
    def handle(self, *args: Any, remove: bool, password: str | None, **options: Any) -> None:
        if remove:
            message = _("Removed the demo school: %(n)s people and all they did.")
            self.stdout.write(message % {"n": school.remove()})
            return
        if school.exists():
            raise CommandError(_("There is a demo school already. Remove it first: manage.py demo --remove"))
        if not Track.objects.exists():
            raise CommandError(_("There is no curriculum yet. Load it first: manage.py load_curriculum"))
        password = password or secrets.token_urlsafe(9)
        self.fill(password)
        message = _("The demo school is open. Everybody's password: %(password)s")
        self.stdout.write(message % {"password": password})
        self.stdout.write(f"  author@{DOMAIN}  mentor@{DOMAIN}  learner01@{DOMAIN} ... learner30@{DOMAIN}")
        self.stdout.write(_("Take it away again with: manage.py demo --remove"))

    def fill(self, password: str) -> None:
        """Make the school, and have what its people handed in graded for real."""
        from sandbox.backend import open_host  # takes a moment that `--remove` need not wait for

        with open_host(settings.CELL_PYTHON) as host:
            made = school.School(password, lambda: self.grade(made, host))
            made.open()
            self.stdout.write(_("Grading %(n)s attempts for real ...") % {"n": len(made.handed_in)})
            self.grade(made, host)
        made.date_back()
        made.talk()

    def grade(self, made: school.School, host: "Backend") -> None:
        """Grade what has been handed in so far, here and beside whatever worker is running."""
        from jieti.submissions.tasks import drain

        rows = [row.pk for row, _at in made.handed_in]
        while Submission.objects.unfinished().filter(pk__in=rows).exists():
            if not drain(host) and not Submission.objects.queued().exists():
                made.wait_for_workers(rows)
