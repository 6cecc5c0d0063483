"""Short names of the days of the week; Monday is 0."""

from django.utils.translation import gettext_lazy as _

NAMES = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
