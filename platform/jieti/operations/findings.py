"""What the doctor found, in the reader's language. sandbox/ speaks English; its sentences are the msgids here.

What a sentence carries (a version, a limit, the last line of a program) is taken out by a pattern and put back into the
translation. Commands are the same in every language. A sentence that nobody knows is shown as it is.

Words as short as "answer" mean something else elsewhere, hence the context.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from sandbox import doctor, remedies, trials

#: Sentences of sandbox/ that carry something, the longest first. (msgid, pattern)
CARRYING = [
    (text, re.compile(pattern, re.DOTALL))
    for text, pattern in (
        ("%(version)s, %(what)s ready in %(ms)s ms", r"(?P<version>.*), (?P<what>.*) ready in (?P<ms>\d+) ms"),
        ("no cell could be made: %(why)s", r"no cell could be made: (?P<why>.*)"),
        (
            "expected that %(shown)s; saw %(seen)s: %(last)s",
            r"expected that (?P<shown>.*?); saw (?P<seen>[^:]*): (?P<last>.*)",
        ),
        ("%(group)s is ours to write", r"(?P<group>cgroup.*) is ours to write"),
        ("device %(name)s", r"device (?P<name>\S+)"),
        ("no GPU here: %(why)s", r"no GPU here: (?P<why>.*)"),
        ("no CUDA device is known: %(why)s", r"no CUDA device is known: (?P<why>.*)"),
        ("NVML says %(error)s", r"NVML says (?P<error>.*)"),
        (
            "%(python)s does not run: `make install` makes it; JIETI_CELL_PYTHON names another.",
            r"(?P<python>\S+) does not run: `make install` makes it; JIETI_CELL_PYTHON names another\.",
        ),
    )
]
CONTEXT = "doctor"
HOLDERS = [
    *("warden", "warden's samples", "kernel"),
    *("network namespace", "mount namespace", "PID namespace", "user namespace"),
    *("engine", "image", "no network", "read-only root", "no capabilities"),  # Docker's
]
OTHERS = [
    *("watcher", "zygote", "container", "cell", "control groups", "no control group is ours to write", "no output"),
    *("pool", "an honest job had it, and nothing was left"),
    *("the package nvidia-ml-py is not installed", "NVML lists none"),
]


def known_remedies() -> list[str]:
    """Return every remedy of sandbox/ that reads the same on all machines."""
    found = [text for name, text in vars(remedies).items() if name.isupper() and isinstance(text, str)]
    return [*found, doctor.REPORT_IT]


def texts() -> Iterator[str]:
    """Yield every sentence that needs a translation."""
    for trial in trials.TRIALS:
        yield trial.limit
        yield trial.shown
        yield from (part for part in trial.held_by.split(", ") if " " in part)
    yield from (*HOLDERS, *OTHERS, *known_remedies())
    yield from (msgid for msgid, _pattern in CARRYING)


@dataclass(frozen=True)
class Finding:
    """A finding as the page shows it."""

    limit: str
    holds: bool
    essential: bool
    held_by: str
    proof: str

    @property
    def tone(self) -> str:
        """The badge that goes with it."""
        return "done" if self.holds else "wrong" if self.essential else "waiting"


def translated(found: Mapping[str, Any]) -> Finding:
    """Return a stored finding in the reader's language. Whatever it lacks (an older worker's) is left empty."""
    return Finding(
        limit=spoken(str(found.get("limit", ""))),
        holds=bool(found.get("holds")),
        essential=bool(found.get("essential", True)),
        held_by=", ".join(spoken(part) for part in str(found.get("held_by", "")).split(", ")),
        proof=spoken(str(found.get("proof", ""))),
    )


def spoken(text: str) -> str:
    """Return a sentence of sandbox/ in the reader's language; one that nobody knows as it is."""
    for msgid, pattern in CARRYING:
        if match := pattern.fullmatch(text):
            return pgettext(CONTEXT, msgid) % {name: spoken(value) for name, value in match.groupdict().items()}
    return pgettext(CONTEXT, text) if text else ""
