"""The days of the week: their short names, and which of them somebody studies on. Monday is 0."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAMES = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def workdays() -> list[int]:
    """Return Monday to Friday: what most people choose."""
    return [0, 1, 2, 3, 4]


def validate_weekdays(days: object) -> None:
    """Refuse what no plan can be made of."""
    if not isinstance(days, list) or not days:
        raise ValidationError(_("Choose at least one day of the week to study on."), code="no_study_day")
    if not all(type(day) is int and 0 <= day < len(NAMES) for day in days):
        raise ValidationError(_("That is no day of the week."), code="no_weekday")
