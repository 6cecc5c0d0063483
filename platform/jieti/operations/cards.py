"""A machine as the page shows it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jieti.lib.ago import ago
from jieti.operations import findings
from jieti.operations.models import Machine
from jieti.operations.remedy import Remedy, remedies_for


@dataclass
class Card:
    """One machine: its badge, its findings in the reader's language, and what to do where something does not hold."""

    machine: Machine

    @property
    def tone(self) -> str:
        if self.machine.is_stale or self.machine.is_examined_now:
            return "waiting"
        return "done" if self.machine.fit else "wrong"

    @property
    def badge(self) -> str:
        if self.machine.is_stale:
            return _("last seen %(ago)s") % {"ago": ago(self.machine.last_seen)}
        if self.machine.is_examined_now:
            return _("being examined")
        return _("fit") if self.machine.fit else _("not fit")

    @property
    def facts(self) -> list[str]:
        """What it is, as far as its worker said."""
        known = self.machine.facts
        cpus = known.get("cpus", 0)
        said = [
            ngettext("%(n)s CPU", "%(n)s CPUs", cpus) % {"n": cpus} if cpus else "",
            f"{known['memory_gb']} GB" if known.get("memory_gb") else "",
            str(known.get("version") or self.machine.backend),
            findings.spoken(str(known.get("cgroups", ""))),
            f"Python {known['python']}" if known.get("python") else "",
            *map(str, known.get("devices", [])),
        ]
        return [word for word in said if word]

    @cached_property
    def findings(self) -> list[findings.Finding]:
        return [findings.translated(one) for one in self.machine.findings]

    @property
    def failures(self) -> int:
        """How many essential limits do not hold."""
        return sum(one.essential and not one.holds for one in self.findings)

    @cached_property
    def remedies(self) -> list[Remedy]:
        """What to do before this machine may grade."""
        return remedies_for(self.machine.findings, essential=True)

    @cached_property
    def advice(self) -> list[Remedy]:
        """What would be better, but need not be."""
        return remedies_for(self.machine.findings, essential=False)


def digest(machines: Sequence[Machine]) -> str:
    """Return what changes when a card does: a page that shows the same is left alone, with what is open or selected."""
    seen = [(one.pk, str(one.checked_at), str(one.asked_at), one.fit, Card(one).badge) for one in machines]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
