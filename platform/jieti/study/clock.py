"""What time it is, and which day it is for a person. The one place tests set the clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from jieti.accounts.models import User

UTC = ZoneInfo("UTC")


def now() -> datetime:
    return timezone.now()


def zone_of(user: User) -> ZoneInfo:
    """Return the person's time zone; UTC for a name that no zone has (any more)."""
    try:
        return ZoneInfo(user.time_zone)
    except (KeyError, ValueError, OSError):
        return UTC


def today_for(user: User) -> date:
    """Return the date on the person's own calendar."""
    return local_date(now(), user)


def local_date(moment: datetime, user: User) -> date:
    """Return the person's date at `moment`."""
    return moment.astimezone(zone_of(user)).date()


def tomorrow_morning(user: User) -> datetime:
    """Return the moment at which the person's next day begins."""
    day = today_for(user) + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=zone_of(user))
