"""An exercise proves itself: the right pass, the wrong fail and are named, and ignorance gets nothing."""

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from grader import cells, cheats
from grader.cells import Case, Host, Outcomes, Raised
from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer
from grader.grading import grade_case, grade_observed
from grader.spec import Wrong
from grader.verdict import Verdict

FIRST_SEED = 1000
ENDS = {"failed": ("failed", "error")}  # what a variant that is meant to be diagnosed may end in


@dataclass
class Proof:
    """What `verify` found out about one exercise."""

    slug: str
    problems: list[str] = field(default_factory=list)
    gradings: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the exercise may be published."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Return it for --json."""
        return {
            "slug": self.slug,
            "ok": self.holds,
            "problems": self.problems,
            "gradings": self.gradings,
            "seconds": round(self.seconds, 2),
        }


def verify(exercises: Iterable[Exercise], host: Host, seeds: int = 3, threads: int | None = None) -> list[Proof]:
    """Prove exercises on several seeds each. Raises OurFault when a cell does not work."""
    exercises = list(exercises)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        statics = list(pool.map(lambda exercise: _static(exercise, host), exercises))
        sound = [exercise for exercise, proof in zip(exercises, statics, strict=True) if proof.holds]
        rounds = pool.map(
            lambda pair: _round(pair[0], host, pair[1]),
            [(exercise, FIRST_SEED + number) for exercise in sound for number in range(seeds)],
        )
        found = {proof.slug: proof for proof in statics}
        for proof in rounds:
            _add(found[proof.slug], proof)
    return [found[exercise.slug] for exercise in exercises]


def _add(whole: Proof, part: Proof) -> None:
    whole.problems += [problem for problem in part.problems if problem not in whole.problems]
    whole.gradings += part.gradings
    whole.seconds += part.seconds


def _static(exercise: Exercise, host: Host) -> Proof:
    """Look at what no seed changes: the files, and the starter's signatures (in a cell: it means parsing)."""
    proof = Proof(exercise.slug, [str(problem) for problem in exercise.problems()])
    if proof.holds:
        try:
            proof.problems += [f"starter.py: {sentence}" for sentence in cells.signatures(exercise, host)]
        except AuthorFault as fault:
            proof.problems.append(str(fault))
    return proof


def _round(exercise: Exercise, host: Host, seed: int) -> Proof:
    """Run everything there is on one case."""
    began = time.monotonic()
    proof = Proof(exercise.slug)
    try:
        kind = _Alone if seed == FIRST_SEED else _Together
        for problem in kind(exercise, host, cells.reference(exercise, host, seed), proof).problems():
            proof.problems.append(f"{problem} (seed {seed})" if seed > FIRST_SEED else problem)
    except (AuthorFault, BadAnswer) as fault:
        proof.problems.append(str(fault))
    proof.seconds = time.monotonic() - began
    return proof


class _Round(ABC):
    """One case, and everything that must pass or fail on it."""

    def __init__(self, exercise: Exercise, host: Host, case: Case, proof: Proof) -> None:
        self.exercise = exercise
        self.host = host
        self.case = case
        self.proof = proof
        self.right = ["solution.py", *(f"right/{name}.py" for name in exercise.spec.right)]
        self.ignorant = {"an empty file": "", "starter.py": exercise.files["starter.py"]}
        for name, source in cheats.modules(exercise).items():
            self.ignorant[f"a module that {name}"] = source

    @abstractmethod
    def grade(self, name: str, source: str) -> Verdict:
        """Grade one file."""

    def verdict(self, name: str, source: str) -> Verdict:
        """Grade one file, and count it."""
        self.proof.gradings += 1
        return self.grade(name, source)

    def problems(self) -> Iterator[str]:
        """Yield a sentence for everything that is not as it should be."""
        for name in self.right:
            verdict = self.verdict(name, self.exercise.files[name])
            if verdict.status != "passed":
                yield f"{name} must pass: {told(verdict)}"
        for name, source in self.ignorant.items():
            if self.verdict(name, source).status == "passed":
                yield f"{name} must not pass"
        for answer, passes in cheats.forged(self.exercise, self.case):
            if passes:
                yield f"answering {answer} must not pass"
        for wrong in self.wrong():
            yield from self._wrong(wrong)

    def wrong(self) -> list[Wrong]:
        """Return the variants to grade."""
        return self.exercise.spec.wrong

    def _wrong(self, wrong: Wrong) -> Iterator[str]:
        name = f"wrong/{wrong.id}.py"
        verdict = self.verdict(name, self.exercise.files[name])
        if verdict.status not in ENDS.get(wrong.ends, (wrong.ends,)):
            yield f"{name} must end in {wrong.ends}: {told(verdict)}"
        elif wrong.ends == "failed":
            yield from self._diagnosis(wrong, verdict)

    def _diagnosis(self, wrong: Wrong, verdict: Verdict) -> Iterator[str]:
        """Variants that nobody can tell apart have to say the same."""
        name = f"wrong/{wrong.id}.py"
        ids = [diagnosis["id"] for diagnosis in verdict.diagnoses]
        if wrong.id not in ids:
            yield f"{name} is not diagnosed as itself but as {ids or 'nothing'}: {told(verdict)}"
        elif any(diagnosis["message"] != wrong.message.text() for diagnosis in verdict.diagnoses):
            others = [other for other in ids if other != wrong.id]
            yield f"{name} cannot be told from {others}, which say something else"


class _Alone(_Round):
    """Each file in a cell of its own, as a learner's: the first case."""

    def __init__(self, exercise: Exercise, host: Host, case: Case, proof: Proof) -> None:
        super().__init__(exercise, host, case, proof)
        self.variants = cells.variants(exercise, case, host, cells.diagnosable(exercise))

    def grade(self, name: str, source: str) -> Verdict:
        """See _Round."""
        return grade_case(self.exercise, source, self.case, self.host, variants=self.variants)


class _Together(_Round):
    """All files in one cell: every other case, where only the numbers are new. What ends a cell stays out."""

    def __init__(self, exercise: Exercise, host: Host, case: Case, proof: Proof) -> None:
        super().__init__(exercise, host, case, proof)
        files = {name: exercise.file(name) for name in self.right + [f"wrong/{one.id}.py" for one in self.wrong()]}
        files |= {_file(name): source.encode() for name, source in self.ignorant.items()}
        self.outcomes = cells.together(exercise, case, host, files)
        self.variants = {one.id: self._observed(f"wrong/{one.id}.py") for one in self.wrong()}

    def wrong(self) -> list[Wrong]:
        """See _Round."""
        return [wrong for wrong in self.exercise.spec.wrong if wrong.ends == "failed"]

    def _observed(self, name: str) -> Outcomes:
        """Return what was observed; a module that does not load, or is too slow, has raised instead."""
        nothing = Raised("NotObserved", "not observed", None, "")
        found = self.outcomes.get(_file(name), {})
        return {check.id: found.get(check.id, nothing) for check in self.exercise.spec.checks}

    def grade(self, name: str, source: str) -> Verdict:
        """See _Round."""
        return grade_observed(self.exercise, self.case, self._observed(name), self.variants)


def _file(name: str) -> str:
    """Return the file in the cell for the name of something to grade."""
    return name if name.endswith(".py") else f"ignorant/{name.replace(' ', '-')}.py"


def told(verdict: Verdict) -> str:
    """Return a verdict in a few English words."""
    lost = [f"{result.check.id}: {result.message['en']}" for result in verdict.checks if result.status == "failed"]
    return f"{verdict.status}; {' | '.join(lost[:3]) or verdict.message['en']}"


def table(proofs: list[Proof]) -> str:
    """Return the proofs as a person reads them."""
    width = max((len(proof.slug) for proof in proofs), default=0)
    lines = []
    for proof in proofs:
        mark = "✓" if proof.holds else "✗"
        lines.append(f"{mark} {proof.slug:{width}}  {proof.gradings:4} gradings  {proof.seconds:6.1f} s")
        lines += [f"    {problem}" for problem in proof.problems]
    good = sum(proof.holds for proof in proofs)
    return "\n".join([*lines, f"{good} of {len(proofs)} exercises prove themselves."])
