"""One case, and everything that must pass or fail on it: each file in a cell of its own, or all in one."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader import cells, cheats
from grader.cells import Case, Host, Outcomes, Raised
from grader.diagnose import Diagnoses, diagnose
from grader.exercise import Exercise
from grader.grading import grade_case
from grader.judge import judge
from grader.likeness import Likeness
from grader.plan import plan, stages
from grader.proof import Proof
from grader.spec import Wrong
from grader.verdict import CheckResult, Verdict

ENDS = {"failed": ("failed", "error")}  # what a variant that is meant to be diagnosed may end in


@dataclass(frozen=True)
class Found:
    """How a file did. The words are put together only where something is not as it should be."""

    status: str
    told: Callable[[], str]
    diagnoses: Diagnoses = ()


class Round(ABC):
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
    def look(self, name: str, source: str) -> Found:
        """Grade one file."""

    @abstractmethod
    def wrong(self) -> list[Wrong]:
        """Return the variants to grade."""

    def problems(self) -> Iterator[str]:
        """Yield a sentence for everything that is not as it should be, and count everything."""
        for name in self.right:
            found = self.look(name, self.exercise.files[name])
            if not self.proof.note("right", found.status == "passed"):
                yield f"{name} must pass: {found.told()}"
        for name, source in self.ignorant.items():
            if not self.proof.note("ignorant", self.look(name, source).status != "passed"):
                yield f"{name} must not pass"
        for answer, passes in cheats.forged(self.exercise, self.case):
            if not self.proof.note("ignorant", not passes):
                yield f"answering {answer} must not pass"
        for wrong in self.wrong():
            yield from self._wrong(wrong)

    def _wrong(self, wrong: Wrong) -> Iterator[str]:
        name = f"wrong/{wrong.id}.py"
        found = self.look(name, self.exercise.files[name])
        if not self.proof.note("wrong", found.status in ENDS.get(wrong.ends, (wrong.ends,))):
            yield f"{name} must end in {wrong.ends}: {found.told()}"
        elif wrong.ends == "failed":
            unclear = list(self._diagnosis(wrong, found))
            self.proof.note("named", not unclear)
            yield from unclear

    def _diagnosis(self, wrong: Wrong, found: Found) -> Iterator[str]:
        """Variants that nobody can tell apart have to say the same."""
        name = f"wrong/{wrong.id}.py"
        ids = [diagnosis["id"] for diagnosis in found.diagnoses]
        if wrong.id not in ids:
            yield f"{name} is not diagnosed as itself but as {ids or 'nothing'}: {found.told()}"
        elif any(diagnosis["message"] != wrong.message.text() for diagnosis in found.diagnoses):
            others = [other for other in ids if other != wrong.id]
            yield f"{name} cannot be told from {others}, which say something else"


class Alone(Round):
    """Each file in a cell of its own, as a learner's: the first case."""

    def __init__(self, exercise: Exercise, host: Host, case: Case, proof: Proof) -> None:
        super().__init__(exercise, host, case, proof)
        self.variants = cells.variants(exercise, case, host, cells.diagnosable(exercise))
        self.likeness = Likeness(exercise.spec.checks, case)

    def wrong(self) -> list[Wrong]:
        """See Round."""
        return self.exercise.spec.wrong

    def plan(self) -> list[list[str]]:
        """Return how other cases are best looked at."""
        return plan(self.case.costs, self.case.expected, self.variants, len(self.right))

    def look(self, name: str, source: str) -> Found:
        """See Round."""
        verdict = grade_case(self.exercise, source, self.case, self.host, name=self._named)
        return Found(verdict.status, lambda: told(verdict), verdict.diagnoses)

    def _named(self, outcomes: Outcomes) -> Diagnoses:
        return diagnose(self.exercise, self.case, outcomes, self.variants, self.likeness)


class Together(Round):
    """All files in a cell: every other case, where only the numbers are new. What ends a cell stays out.

    What is dear to observe is observed of those only for whom the rest has not decided it yet: a file that fails one
    check has failed, and two variants that differ in one observation are not alike.
    """

    def __init__(self, exercise: Exercise, host: Host, case: Case, proof: Proof) -> None:
        super().__init__(exercise, host, case, proof)
        self.files = {name: exercise.file(name) for name in self.right + [_path(one) for one in self.wrong()]}
        self.files |= {_file(name): source.encode() for name, source in self.ignorant.items()}
        self.found: dict[str, Found] = {}
        self._outcomes: dict[str, Outcomes] = {}
        self._seen: list[str] = []

    def take(self, names: list[str], rest: Mapping[str, Outcomes]) -> None:
        """Take in what some observations have shown, and keep the files of which more has to be seen."""
        self._outcomes = {name: {**self._outcomes.get(name, {}), **rest.get(name, {})} for name in self.files}
        self._seen += names
        self.found |= View(self.exercise, self.case, self._seen, self._outcomes).found()
        undecided = self._undecided()
        self.files = {name: source for name, source in self.files.items() if name in undecided}

    def wrong(self) -> list[Wrong]:
        """See Round."""
        return [wrong for wrong in self.exercise.spec.wrong if wrong.ends == "failed"]

    def look(self, name: str, source: str) -> Found:
        """See Round."""
        return self.found[_file(name)]

    def _undecided(self) -> set[str]:
        """Return the files of which more has to be seen: those that pass, and variants that look like others."""
        found = {*self.right, *(name for name in self.found if self.found[name].status == "passed")}
        for wrong in self.wrong():
            ids = [diagnosis["id"] for diagnosis in self.found[_path(wrong)].diagnoses]
            if ids != [wrong.id]:
                found |= {_path(wrong), *(f"wrong/{name}.py" for name in ids)}
        return found


def together(
    exercise: Exercise, host: Host, cases: Sequence[Case], proof: Proof, steps: list[list[str]] | None = None
) -> list[Together]:
    """Look at several cases, in one cell for each step. `steps`: the observations, in the order of looking at them."""
    rounds = [Together(exercise, host, case, proof) for case in cases]
    for names in steps or stages(cases[0].costs):
        looks = [(one.case, one.files) for one in rounds]
        for one, rest in zip(rounds, cells.together(exercise, host, looks, names), strict=True):
            one.take(names, rest)
    return rounds


class View:
    """Some files, as far as some checks show them."""

    def __init__(self, exercise: Exercise, case: Case, names: list[str], outcomes: Mapping[str, Outcomes]) -> None:
        self.exercise = exercise
        self.case = case
        self.checks = [check for check in exercise.spec.checks if check.id in names]
        self.likeness = Likeness(self.checks, case)
        self.outcomes = outcomes
        known = {wrong.id: _path(wrong) for wrong in exercise.spec.wrong if outcomes.get(_path(wrong))}
        self.variants = {name: self.observed(path) for name, path in known.items()}

    def observed(self, name: str) -> Outcomes:
        """Return what was observed; a module that does not load, or is too slow, has raised instead."""
        nothing = Raised("NotObserved", "not observed", None, "")
        return {check.id: self.outcomes.get(name, {}).get(check.id, nothing) for check in self.checks}

    def found(self) -> dict[str, Found]:
        """Return how each file did, a variant with its diagnoses."""
        return {name: self._found(name) for name in self.outcomes}

    def _found(self, name: str) -> Found:
        mine = self.observed(name)
        if all(self.likeness.passes(check, mine[check.id]) for check in self.checks):
            return Found("passed", lambda: "passed; All checks pass.")
        known = name.startswith("wrong/")
        diagnoses = diagnose(self.exercise, self.case, mine, self.variants, self.likeness) if known else ()
        return Found("failed", lambda: self._told(name), diagnoses)

    def _told(self, name: str) -> str:
        mine = self.observed(name)
        results = [judge(c, mine[c.id], self.case.expected[c.id], self.case.secrets) for c in self.checks]
        return _words("failed", results, "")


def told(verdict: Verdict) -> str:
    """Return a verdict in a few English words."""
    return _words(str(verdict.status), verdict.checks, verdict.message["en"])


def _words(status: str, results: Iterable[CheckResult], otherwise: str) -> str:
    lost = [f"{result.check.id}: {result.message['en']}" for result in results if result.status == "failed"]
    return f"{status}; {' | '.join(lost[:3]) or otherwise}"


def _path(wrong: Wrong) -> str:
    return f"wrong/{wrong.id}.py"


def _file(name: str) -> str:
    """Return the file in the cell for the name of something to grade."""
    return name if name.endswith(".py") else f"ignorant/{name.replace(' ', '-')}.py"
