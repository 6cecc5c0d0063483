"""A verdict as a short story: how it went, what went wrong first, what shows it, where to read, then the rest."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jieti.lib.bilingual import pick
from jieti.submissions.evidence import Evidence, Heat, heat

#: What follows the grader's sentence: whose fault it is, and what to do next.
ADVICE: dict[str, Promise] = {
    "error": _("Python says below where it stopped. Run is a quick way to look inside."),
    "timeout": _("Time is measured from when your code starts; waiting in the queue is not counted."),
    "broken_exercise": _("This attempt is not counted. We keep what the author needs to repair it."),
    "internal": _(
        "It is not your code. This attempt is not counted and your code is safe: submit it again in a while."
    ),
}
HEADLINES: dict[str, Promise] = {
    "failed": _("Not yet"),
    "error": _("It does not run yet"),
    "timeout": _("Stopped: it took too long"),
    "memory": _("Stopped: it used too much memory"),
    "output": _("Stopped: it printed too much"),
    "forbidden": _("This shortcut is not allowed here"),
    "ok": _("It ran"),
    "broken_exercise": _("This exercise is broken, not your code"),
    "internal": _("We could not grade this"),
}
WORDS = {"passed": _("holds"), "failed": _("does not hold"), "skipped": _("not checked")}
OWN_LINE = re.compile(r'^  File "[^"\n]*", line (\d{1,6})', re.MULTILINE)
TONES = {"passed": "done", "failed": "wrong", "skipped": "skipped"}


@dataclass(frozen=True)
class Check:
    """One check as it is shown."""

    title: str
    status: str
    message: str
    evidence: Evidence

    @property
    def meaning(self) -> str:
        """The message without what the table of the evidence says anyway."""
        if not self.evidence.rows:
            return self.message
        return self.message.removesuffix(self.evidence.why).strip() or self.message

    @property
    def word(self) -> Promise:
        return WORDS[self.status]

    @property
    def tone(self) -> str:
        return TONES[self.status]


@dataclass(frozen=True)
class Diagnosis:
    """A mistake with a name, and the paragraph that explains it. `together`: one of two that explain all, at once."""

    message: str
    url: str
    together: bool = False


@dataclass(frozen=True)
class Picture:
    """Something that the learner's own code drew."""

    title: str
    heat: Heat


class Story:
    """Reads version 1 of the verdict; texts come out in the active language and are still untrusted."""

    def __init__(self, verdict: dict[str, Any], status: str) -> None:
        self.verdict, self.status = verdict, status

    @cached_property
    def headline(self) -> Any:
        if self.status != "passed":
            return HEADLINES.get(self.status, self.status)
        n = len(self.checks)
        return ngettext("Passed: %(n)s check holds", "Passed: all %(n)s checks hold", n) % {"n": n}

    @property
    def message(self) -> str:
        """The grader's own sentence, where it says more than the headline."""
        return "" if self.status in ("passed", "internal") else pick(self.verdict.get("message"))

    @property
    def advice(self) -> Promise | None:
        if self.status == "error" and not self.traceback:
            return None
        return ADVICE.get(self.status)

    @cached_property
    def checks(self) -> list[Check]:
        return [
            Check(
                pick(c.get("title")) or c["name"], c["status"], pick(c.get("message")), Evidence(c.get("detail") or {})
            )
            for c in self.verdict.get("checks", [])
        ]

    @property
    def first_failed(self) -> Check | None:
        return next((check for check in self.checks if check.status == "failed"), None)

    @cached_property
    def diagnoses(self) -> list[Diagnosis]:
        return [
            Diagnosis(pick(d.get("message")), _paragraph(d.get("link")), bool(d.get("together")))
            for d in self.verdict.get("diagnoses", [])
        ]

    @property
    def reproduce(self) -> dict[str, str]:
        """How to have the inputs of the first failed check again: check, seed, perhaps call. Empty where nobody can."""
        return self.verdict.get("reproduce") or {}

    @property
    def pictures(self) -> list[Picture]:
        found = [(pick(p.get("title")) or p.get("name", ""), heat(p, p.get("axes"))) for p in self._pictures()]
        return [Picture(title, drawn) for title, drawn in found if drawn]

    def _pictures(self) -> list[dict[str, Any]]:
        found = self.verdict.get("pictures") or []
        return [p for p in found if p.get("kind") != "difference"]  # that one is part of the evidence

    @property
    def line(self) -> int | None:
        """The line of the learner's code where it stopped."""
        lines = OWN_LINE.findall(self.traceback)
        return int(lines[-1]) if lines else None

    @property
    def stdout(self) -> str:
        return str(self.verdict.get("stdout") or "")

    @property
    def figures(self) -> range:
        """The numbers of the pictures that the code of a lesson has drawn."""
        return range(len(self.verdict.get("figures") or ()))

    @property
    def seconds(self) -> str:
        """How long it ran."""
        return f"{self.resources.get('wall_ms', 0) / 1000:.1f}"

    @property
    def traceback(self) -> str:
        """The learner's own lines; nothing where none of them is in it, unless that is all there is to see."""
        text = str(self.verdict.get("traceback") or "")
        if self.status == "failed":
            return text if OWN_LINE.search(text) else ""
        return text or ("" if self.status == "ok" else self.stderr)

    @property
    def stderr(self) -> str:
        """What a run wrote to standard error: its traceback where it stopped, else warnings."""
        return str(self.verdict.get("stderr") or "")

    @property
    def resources(self) -> dict[str, Any]:
        """wall_ms, cpu_ms, peak_mb, device; empty where nothing ran."""
        return self.verdict.get("resources") or {}

    @property
    def waited_s(self) -> float | None:
        """Seconds between handing in and the start of grading."""
        timeline = self.verdict.get("timeline") or {}
        queued, started = (parse_datetime(timeline.get(key) or "") for key in ("queued", "started"))
        return (started - queued).total_seconds() if queued and started else None


def _paragraph(link: str | None) -> str:
    lesson, _hash, paragraph = (link or "").partition("#")
    try:
        address = reverse("lesson", args=[lesson]) if lesson else ""
    except NoReverseMatch:
        return ""
    return f"{address}#{paragraph}" if address and paragraph else address
