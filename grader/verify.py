"""An exercise proves itself: the right pass, the wrong fail and are named, and ignorance gets nothing."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from grader import cells
from grader.cells import Host
from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer, OurFault
from grader.proof import FIRST_SEED, Proof
from grader.rounds import Alone, Round, together

AT_ONCE = 5  # cases that share their cells

Steps = list[list[str]] | None
Result = TypeVar("Result")


def verify(exercises: Iterable[Exercise], host: Host, seeds: int = 3, threads: int | None = None) -> list[Proof]:
    """Prove exercises on several seeds each. Raises OurFault when a cell does not work."""
    exercises = list(exercises)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        statics = list(pool.map(lambda exercise: _static(exercise, host), exercises))
        sound = [exercise for exercise, proof in zip(exercises, statics, strict=True) if proof.holds]
        firsts = list(pool.map(lambda exercise: _patiently(partial(_first, exercise, host)), sound))
        further = [FIRST_SEED + number for number in range(1, seeds)]
        jobs = [
            (proof.seconds, partial(_further, exercise, host, some, steps))
            for exercise, (proof, steps) in zip(sound, firsts, strict=True)
            for some in (further[at : at + AT_ONCE] for at in range(0, len(further), AT_ONCE))
        ]
        jobs.sort(key=lambda job: -job[0])  # the dearest first, so that none is left alone at the end
        rounds = pool.map(lambda job: _patiently(job[1]), jobs)
        found = {proof.slug: proof for proof in statics}
        for proof in (*(proof for proof, _ in firsts), *rounds):
            found[proof.slug].add(proof)
    return [found[exercise.slug] for exercise in exercises]


def _static(exercise: Exercise, host: Host) -> Proof:
    """Look at what no seed changes: the files, and the starter's signatures (in a cell: it means parsing)."""
    proof = Proof(exercise.slug)
    for problem in exercise.problems():
        proof.tell(str(problem))
    if proof.holds:
        try:
            for sentence in cells.signatures(exercise, host):
                proof.tell(f"starter.py: {sentence}")
        except AuthorFault as fault:
            proof.tell(str(fault))
    return proof


def _patiently(work: Callable[[], Result]) -> Result:
    """Run a case, once more if a cell is lost on the way: of many thousands one may be, and it proves nothing."""
    try:
        return work()
    except OurFault:
        return work()


def _first(exercise: Exercise, host: Host) -> tuple[Proof, Steps]:
    """Run everything there is on the first case; return also how the others are best looked at."""
    proof = Proof(exercise.slug)
    steps: Steps = None
    try:
        with _timed(proof):
            alone = Alone(exercise, host, cells.reference(exercise, host, FIRST_SEED), proof)
            steps = alone.plan()
            _run(alone)
    except (AuthorFault, BadAnswer) as fault:
        proof.tell(str(fault), FIRST_SEED)
    return proof, steps


def _further(exercise: Exercise, host: Host, seeds: list[int], steps: Steps) -> Proof:
    """Run on other cases all that does not end a cell. If it does end one, each case is looked at by itself."""
    proof = Proof(exercise.slug)
    try:
        with _timed(proof):
            for round_ in together(exercise, host, cells.references(exercise, host, seeds), proof, steps):
                _run(round_)
        return proof
    except (AuthorFault, BadAnswer) as fault:
        if len(seeds) == 1:
            proof.tell(str(fault), seeds[0])
            return proof
    whole = Proof(exercise.slug)
    for seed in seeds:
        whole.add(_further(exercise, host, [seed], steps))
    return whole


def _run(round_: Round) -> None:
    for problem in round_.problems():
        round_.proof.tell(problem, round_.case.seed)


@contextmanager
def _timed(proof: Proof) -> Iterator[None]:
    began = time.monotonic()
    try:
        yield
    finally:
        proof.seconds = time.monotonic() - began
