"""The machines that grade, as their workers describe them."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

STALE_AFTER_S = 60.0  # a worker writes every few seconds that it is there
FORGET_AFTER_DAYS = 7  # containers come and go under ever new names


class MachineQuerySet(models.QuerySet["Machine"]):
    """Which machines there are, and which of them can grade."""

    def seen(self) -> "MachineQuerySet":
        """Those whose worker was there a moment ago."""
        return self.filter(last_seen__gte=_stale())

    def stale(self) -> "MachineQuerySet":
        """Those whose worker has not been heard of for a while."""
        return self.filter(last_seen__lt=_stale())

    def ready(self) -> "MachineQuerySet":
        """Those that can grade now."""
        return self.seen().filter(fit=True)

    def report(self, name: str, backend: str, **values: Any) -> None:
        """Write what a worker says of its machine; whoever reports is there."""
        self.update_or_create(name=name, backend=backend, defaults={**values, "last_seen": timezone.now()})

    def touch(self, name: str, backend: str) -> "Machine | None":
        """Note that this machine's worker is there; None if there is no such row, or no longer."""
        mine = self.filter(name=name, backend=backend)
        return mine.first() if mine.update(last_seen=timezone.now()) else None

    def forget_the_long_gone(self) -> None:
        """Drop machines that nobody has heard of for days."""
        self.filter(last_seen__lt=timezone.now() - timedelta(days=FORGET_AFTER_DAYS)).delete()


class Machine(models.Model):
    """A machine on which a worker runs: what its doctor found, and when it was last heard of."""

    name = models.CharField(max_length=255)  # its host name
    backend = models.CharField(max_length=32)  # what confines there
    fit = models.BooleanField(default=False)
    findings = models.JSONField(default=list)  # sandbox.doctor.Finding, as dictionaries
    facts = models.JSONField(default=dict)  # sandbox.facts
    asked_at = models.DateTimeField(null=True, blank=True)  # somebody wants it examined again
    checked_at = models.DateTimeField(null=True, blank=True)  # None: the first examination is not over
    last_seen = models.DateTimeField()

    objects = MachineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "backend"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "backend"], name="one_machine")]

    def __str__(self) -> str:
        return f"{self.name} ({self.backend})"

    @property
    def is_stale(self) -> bool:
        """Whether its worker has not been heard of for a while."""
        return self.last_seen < _stale()

    @property
    def is_examined_now(self) -> bool:
        """Whether an examination is under way, or about to be."""
        return not self.is_stale and (self.checked_at is None or self.asked_at is not None)

    def ask(self) -> None:
        """Have it examined again: its worker looks here every few seconds."""
        self.asked_at = timezone.now()
        self.save(update_fields=["asked_at"])


def _stale() -> datetime:
    return timezone.now() - timedelta(seconds=STALE_AFTER_S)
