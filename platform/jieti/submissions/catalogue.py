"""The list of exercises by topic, in the order in which the roadmaps come to them, with how far a learner is."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jieti.accounts.models import User
from jieti.courses.models import Exercise, Track, Unit, UnitItem
from jieti.study.models import Completion
from jieti.submissions.models import Submission
from jieti.submissions.sheet import Manifest, manifest

#: The parts of the list, in order: where grader.spec says that an exercise belongs.
GROUPS: dict[str, Promise] = {
    "python": _("Python and data"),
    "tensors": _("Tensors and autograd"),
    "optimisation": _("Losses and optimizers"),
    "training": _("Data and training"),
    "tokenisation": _("Tokenisation"),
    "embeddings": _("Embeddings and RNNs"),
    "attention": _("Attention"),
    "transformer": _("The Transformer"),
    "language-models": _("Training, sampling, evaluation"),
    "lora": _("LoRA and fine-tuning"),
    "efficiency": _("Quantisation and efficiency"),
    "scale": _("Parallelism and mixtures of experts"),
    "alignment": _("Alignment"),
    "retrieval": _("Metrics and retrieval"),
    "agents": _("Agents and serving"),
    "": _("Everything else"),
}


@dataclass(frozen=True)
class Entry:
    """One exercise in the list. `state` is passed, waiting, tried or new."""

    exercise: Exercise
    manifest: Manifest
    unit: Unit | None
    state: str
    attempts: int

    @property
    def summary(self) -> dict[str, str]:
        return self.manifest.summary

    @property
    def group(self) -> str:
        """Its part of the list; "" for a version that was published before there were any."""
        return self.manifest.group if self.manifest.group in GROUPS else ""

    @property
    def is_done(self) -> bool:
        return self.state == "passed"

    @property
    def words(self) -> str:
        """Everything it may be found by, in both languages whichever is shown."""
        texts = [*self.exercise.title.values(), *self.manifest.summary.values(), *self.manifest.concepts]
        with_group = [*texts, self.exercise.slug, str(GROUPS[self.group])]
        return folded(" ".join(map(str, with_group)))


@dataclass(frozen=True)
class Section:
    """One part of the list: what of it is shown, and how much of all of it is done."""

    group: str
    entries: list[Entry]
    done: int
    total: int

    @property
    def title(self) -> Promise:
        return GROUPS[self.group]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Whatever is empty leaves everything in."""

    text: str = ""
    group: str = ""
    difficulty: int | None = None
    state: str = ""  # "done" or "open"

    def has(self, entry: Entry, loosely: bool = False) -> bool:
        """Return whether an entry is looked for. Loosely, the letters of a Chinese word may stand apart."""
        return (
            (not self.group or entry.group == self.group)
            and (not self.difficulty or entry.exercise.difficulty == self.difficulty)
            and (not self.state or entry.is_done == (self.state == "done"))
            and all(_occurs(word, entry.words, loosely) for word in folded(self.text).split())
        )


def _occurs(word: str, words: str, loosely: bool) -> bool:
    if loosely and not word.isascii():
        return all(letter in words for letter in word)
    return word in words


def folded(text: str) -> str:
    """Return a text as it is searched: full-width or half-width, upper or lower case are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def sections(found: list[Entry], wanted: Wanted) -> list[Section]:
    """Return the parts of the list that have something to show."""
    shown = [entry for entry in found if wanted.has(entry)]
    shown = shown or [entry for entry in found if wanted.has(entry, loosely=True)]
    parts = []
    for group in GROUPS:
        whole = [entry for entry in found if entry.group == group]
        if part := [entry for entry in shown if entry.group == group]:
            parts.append(Section(group, part, sum(entry.is_done for entry in whole), len(whole)))
    return parts


def entries(learner: User) -> list[Entry]:
    """Return every exercise there is, or that this learner has tried; in six queries, however many there are."""
    homes = _homes()
    passed = set(Completion.objects.filter(learner=learner, kind="exercise").values_list("key", flat=True))
    tried = _tried(learner)
    shown = Exercise.objects.filter(Q(withdrawn_at__isnull=True) | Q(pk__in=tried), current__isnull=False)
    shown = shown.annotate(yaml=KeyTextTransform("exercise.yaml", "current__files"))
    found = [_entry(exercise, homes, passed, tried) for exercise in shown]
    return sorted(found, key=lambda entry: (homes.get(entry.exercise.pk, (len(homes), None))[0], entry.exercise.slug))


def _entry(exercise: Any, homes: dict[int, tuple[int, Unit]], passed: set[str], tried: dict[int, Any]) -> Entry:
    attempts, waiting = tried.get(exercise.pk, (0, 0))
    state = "passed" if exercise.slug in passed else "waiting" if waiting else "tried" if attempts else "new"
    home = homes.get(exercise.pk)
    return Entry(exercise, manifest(exercise.yaml or ""), home[1] if home else None, state, attempts)


def _homes() -> dict[int, tuple[int, Unit]]:
    """Return, by exercise, its place in the order and the first unit that asks for it."""
    items = UnitItem.objects.filter(exercise__isnull=False, unit__withdrawn_at=None, unit__track__withdrawn_at=None)
    items = items.order_by("unit__track__position", "unit__position", "position")
    places: dict[int, tuple[int, int]] = {}
    for place, (exercise, unit) in enumerate(items.values_list("exercise_id", "unit_id")):
        places.setdefault(exercise or 0, (place, unit))
    units = Unit.objects.in_bulk({unit for _place, unit in places.values()})
    tracks = Track.objects.in_bulk({unit.track_id for unit in units.values()})
    for home in units.values():
        home.track = tracks[home.track_id]  # each is read once: there is much in one
    return {exercise: (place, units[unit]) for exercise, (place, unit) in places.items()}


def _tried(learner: User) -> dict[int, tuple[int, int]]:
    """Return, by exercise, how many attempts there were and how many still wait for a verdict."""
    rows = Submission.objects.attempts().filter(learner=learner).order_by().values("exercise")
    counts = rows.annotate(n=Count("pk"), waiting=Count("pk", filter=~Q(state=Submission.State.DONE)))
    return {row["exercise"]: (row["n"], row["waiting"]) for row in counts}
