"""An exercise proves itself: the right pass, the wrong fail and are named, and ignorance gets nothing."""

import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from grader import cells
from grader.cells import Host
from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer, OurFault
from grader.proof import FIRST_SEED, Proof
from grader.rounds import Alone, Together


def verify(exercises: Iterable[Exercise], host: Host, seeds: int = 3, threads: int | None = None) -> list[Proof]:
    """Prove exercises on several seeds each. Raises OurFault when a cell does not work."""
    exercises = list(exercises)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        statics = list(pool.map(lambda exercise: _static(exercise, host), exercises))
        sound = [exercise for exercise, proof in zip(exercises, statics, strict=True) if proof.holds]
        rounds = pool.map(
            lambda pair: _patient_round(pair[0], host, pair[1]),
            [(exercise, FIRST_SEED + number) for exercise in sound for number in range(seeds)],
        )
        found = {proof.slug: proof for proof in statics}
        for proof in rounds:
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


def _patient_round(exercise: Exercise, host: Host, seed: int) -> Proof:
    """Run a case, once more if a cell is lost on the way: of many thousands one may be, and it proves nothing."""
    try:
        return _round(exercise, host, seed)
    except OurFault:
        return _round(exercise, host, seed)


def _round(exercise: Exercise, host: Host, seed: int) -> Proof:
    """Run everything there is on one case."""
    began = time.monotonic()
    proof = Proof(exercise.slug)
    try:
        kind = Alone if seed == FIRST_SEED else Together
        for problem in kind(exercise, host, cells.reference(exercise, host, seed), proof).problems():
            proof.tell(problem, seed)
    except (AuthorFault, BadAnswer) as fault:
        proof.tell(str(fault), seed)
    proof.seconds = time.monotonic() - began
    return proof
