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
from grader.rounds import Alone, Round, Together

Steps = list[list[str]] | None
Result = TypeVar("Result")


def verify(exercises: Iterable[Exercise], host: Host, seeds: int = 3, threads: int | None = None) -> list[Proof]:
    """Prove exercises on several seeds each. Raises OurFault when a cell does not work."""
    exercises = list(exercises)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        statics = list(pool.map(lambda exercise: _static(exercise, host), exercises))
        sound = [exercise for exercise, proof in zip(exercises, statics, strict=True) if proof.holds]
        firsts = list(pool.map(lambda exercise: _patiently(partial(_first, exercise, host)), sound))
        rounds = pool.map(
            lambda job: _patiently(partial(_further, *job)),
            [
                (exercise, host, FIRST_SEED + number, steps)
                for number in range(1, seeds)
                for exercise, (_, steps) in zip(sound, firsts, strict=True)
            ],
        )
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
    with _noting(proof, FIRST_SEED):
        alone = Alone(exercise, host, cells.reference(exercise, host, FIRST_SEED), proof)
        steps = alone.plan()
        _run(alone, FIRST_SEED)
    return proof, steps


def _further(exercise: Exercise, host: Host, seed: int, steps: Steps) -> Proof:
    """Run on another case all that does not end a cell."""
    proof = Proof(exercise.slug)
    with _noting(proof, seed):
        _run(Together(exercise, host, cells.reference(exercise, host, seed), proof, steps), seed)
    return proof


def _run(round_: Round, seed: int) -> None:
    for problem in round_.problems():
        round_.proof.tell(problem, seed)


@contextmanager
def _noting(proof: Proof, seed: int) -> Iterator[None]:
    """Note how long a case takes, and what of the author's ends it."""
    began = time.monotonic()
    try:
        yield
    except (AuthorFault, BadAnswer) as fault:
        proof.tell(str(fault), seed)
    proof.seconds = time.monotonic() - began
