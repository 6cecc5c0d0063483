"""How far somebody is: done and total of a unit, a stage, a whole track."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Completion
from jieti.study.outline import Outline, outline

Count = tuple[int, int]  # done, total


@dataclass(frozen=True)
class Progress:
    """Done and total everywhere on a track. What is optional counts inside itself, not towards what it lies in."""

    done: Mapping[str, int]  # by unit key; "" is the whole track
    all: Mapping[str, int]
    keys: Collection[str]  # what the learner has done: "lesson:self-attention"

    @property
    def total(self) -> Count:
        return self.unit("")

    @property
    def is_complete(self) -> bool:
        done, total = self.total
        return total > 0 and done == total

    @property
    def percent(self) -> int:
        """Return whole per cent, rounded down: 100 means all of it."""
        done, total = self.total
        return 100 * done // total if total else 0

    def unit(self, key: str) -> Count:
        """Return (done, total) of a stage, week or day; (0, 0) for one that asks for nothing."""
        return self.done.get(key, 0), self.all.get(key, 0)

    def has(self, kind: str, ref: str) -> bool:
        """Tell whether a lesson, exercise or unit is done."""
        return f"{kind}:{ref}" in self.keys


def progress(track: Track, learner: User) -> Progress:
    """Return one learner's progress on a track."""
    return progress_many(track, [learner])[learner.pk]


def progress_many(track: Track, learners: Iterable[User]) -> dict[int, Progress]:
    """Return many learners' progress by their id; one query more than the track's outline, however many they are."""
    learners = list(learners)
    done = Completion.objects.for_learners(learners)
    plan_of = outline(track)
    return {learner.pk: measure(plan_of, done.get(learner.pk, {})) for learner in learners}


def measure(outline: Outline, done: Collection[str]) -> Progress:
    """Count what is done of an outline."""
    credited = outline.credit(dict.fromkeys(done, True))
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for step, units in outline.counts_towards:
        totals.update(units)
        if step in credited:
            counts.update(units)
    return Progress(counts, totals, done)
