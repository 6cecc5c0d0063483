"""What a proof found out: about one exercise, and about a whole bank as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

FIRST_SEED = 1000
COLUMNS = {
    "right": "right passed",
    "wrong": "wrong refused",
    "named": "wrong named",
    "ignorant": "ignorance refused",
}


@dataclass
class Proof:
    """What `verify` found out about one exercise. `good` and `all` count gradings by what they were to show."""

    slug: str
    found: dict[str, list[int]] = field(default_factory=dict)  # what is wrong, and on which cases (0: on any)
    seconds: float = 0.0
    good: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether the exercise may be published."""
        return not self.found

    @property
    def problems(self) -> list[str]:
        """What is wrong, each with the first case on which it shows, and how many more there are."""
        return [f"{problem}{_cases(seeds)}" for problem, seeds in self.found.items()]

    def tell(self, problem: str, seed: int = 0) -> None:
        """Note what is wrong on a case."""
        self.found.setdefault(problem, []).append(seed)

    @property
    def gradings(self) -> int:
        """How often something was graded; to be refused and to be named is one grading."""
        return sum(count for kind, count in self.all.items() if kind != "named")

    def note(self, kind: str, good: bool) -> bool:
        """Count one grading and return whether it is as it should be."""
        self.all[kind] += 1
        self.good[kind] += good
        return good

    def add(self, part: "Proof") -> None:
        """Take in what another case has shown."""
        for problem, seeds in part.found.items():
            self.found.setdefault(problem, []).extend(seeds)
        self.seconds += part.seconds
        self.good += part.good
        self.all += part.all

    def to_json(self) -> dict[str, Any]:
        """Return it for --json."""
        return {
            "slug": self.slug,
            "ok": self.holds,
            "problems": self.problems,
            "gradings": self.gradings,
            **{kind: {"good": self.good[kind], "all": self.all[kind]} for kind in COLUMNS},
            "seconds": round(self.seconds, 2),
        }


def _cases(seeds: list[int]) -> str:
    words = [f"seed {seeds[0]}"] if seeds[0] > FIRST_SEED else []
    words += [f"and {len(seeds) - 1} more"] if len(seeds) > 1 else []
    return f" ({' '.join(words)})" if words else ""


def total(proofs: Sequence[Proof]) -> Proof:
    """Return everything counted together."""
    whole = Proof("all of them")
    for proof in proofs:
        whole.add(proof)
    return whole


def table(proofs: Sequence[Proof], wall_s: float) -> str:
    """Return the proofs as a person reads them, with the sums below."""
    whole = total(proofs)
    rows = [["", "", *COLUMNS.values(), "seconds"]]
    for proof in [*proofs, whole]:
        counts = [f"{proof.good[kind]}/{proof.all[kind]}" for kind in COLUMNS]
        rows.append(["✓" if proof.holds else "✗", proof.slug, *counts, f"{proof.seconds:.1f}"])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    told = [[line, *(f"    {problem}" for problem in p.problems)] for line, p in zip(lines[1:-1], proofs, strict=True)]
    rule = "-" * len(lines[-1])
    good = sum(proof.holds for proof in proofs)
    return "\n".join(
        [
            lines[0],
            *(line for some in told for line in some),
            rule,
            lines[-1],
            f"False refusals: {whole.all['right'] - whole.good['right']}. "
            f"False accepts: {sum(whole.all[k] - whole.good[k] for k in ('wrong', 'ignorant'))}. "
            f"Mistakes named as themselves: {share(whole.good['named'], whole.all['named'])}.",
            f"{good} of {len(proofs)} exercises prove themselves, in {wall_s:.0f} s.",
        ]
    )


def share(part: int, whole: int) -> str:
    """Return a share as a person reads it; never 100 % where something is missing."""
    return f"{min(part / whole, 0.999 if part < whole else 1):.1%}" if whole else "none to be named"


def _line(row: list[str], widths: list[int]) -> str:
    first, *rest = (cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
    return f"{row[0]:{widths[0]}} {row[1]:{widths[1]}}  " + "  ".join([first, *rest])
