"""What a load did, and how to write a row only if it differs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from django.db import models
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


class Withdrawable(Protocol):
    """A row that is never deleted, only taken out of sight."""

    withdrawn_at: Any


@dataclass
class Outcome:
    """How many rows were new, changed, withdrawn, brought back; and the lessons whose files were not taken."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    restored: Counter[str] = field(default_factory=Counter)
    conflicts: list[str] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing had to be written."""
        return not any((self.new, self.changed, self.withdrawn, self.restored))


def put(outcome: Outcome, found: M | None, row: M, fields: Mapping[str, Any]) -> M:
    """Write `fields` to the row `found`, or to the new `row`; touch nothing that is already so."""
    name = row._meta.model_name or ""
    if found is None:
        for key, value in fields.items():
            setattr(row, key, value)
        row.save(force_insert=True)
        outcome.new[name] += 1
        return row
    differing = [key for key, value in fields.items() if getattr(found, key) != value]
    for key in differing:
        setattr(found, key, fields[key])
    if getattr(found, "withdrawn_at", None):
        cast(Withdrawable, found).withdrawn_at = None
        outcome.restored[name] += 1
        found.save(update_fields=[*differing, "withdrawn_at"])
    elif differing:
        outcome.changed[name] += 1
        found.save(update_fields=differing)
    return found


def withdraw(outcome: Outcome, rows: Iterable[models.Model]) -> None:
    """Take rows out of sight that the files no longer have. Progress points to them, so they stay."""
    for row in rows:
        if getattr(row, "withdrawn_at", None) is None:
            cast(Withdrawable, row).withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            outcome.withdrawn[row._meta.model_name or ""] += 1
