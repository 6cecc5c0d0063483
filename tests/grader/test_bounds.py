"""What an author returns too much of is told to the author; what a learner does is a wrong answer."""

import pytest

from grader import Exercise, cells, grade
from grader.cells import Seen
from grader.faults import AuthorFault
from sandbox.host import Host
from sandbox.inside.tensors import MAX_ARRAYS

pytestmark = pytest.mark.sandbox
MANY = "import torch\ndef softmax(x): return [x] * {}\n"


def with_files(exercise: Exercise, **files: str) -> Exercise:
    return Exercise.from_files(exercise.slug, {**exercise.files, **files})


def returning(exercise: Exercise, count: int) -> Exercise:
    """The same, with `count` arrays in one observation of each module."""
    probe = exercise.files["probe.py"]
    changed = probe.replace('"values": lambda: module.softmax(x)', f'"values": lambda: [module.softmax(x)] * {count}')
    assert changed != probe
    return with_files(exercise, **{"probe.py": changed})


def test_each_variant_has_a_bound_of_its_own(softmax: Exercise, host: Host) -> None:
    exercise, count = returning(softmax, MAX_ARRAYS // 2), len(cells.diagnosable(softmax))
    assert count * MAX_ARRAYS // 2 > MAX_ARRAYS
    found = cells.variants(exercise, cells.reference(exercise, host), host, cells.diagnosable(exercise))
    values = [outcomes["values"] for outcomes in found.values()]
    assert [len(one.value) for one in values if isinstance(one, Seen)] == [MAX_ARRAYS // 2] * count


def test_a_solution_that_returns_too_much_is_the_authors_fault(softmax: Exercise, host: Host) -> None:
    with pytest.raises(AuthorFault, match=f"solution.py: values returns more than .* at most {MAX_ARRAYS} arrays"):
        cells.reference(returning(softmax, 2 * MAX_ARRAYS), host)


def test_cases_that_are_too_many_are_the_authors_fault(softmax: Exercise, host: Host) -> None:
    probe = "import numpy\ndef make_cases(rng): return {'x': [numpy.zeros(1)] * 5000}\ndef observe(*_): return {}\n"
    with pytest.raises(AuthorFault, match=f"(?s)probe.py: .*at most {MAX_ARRAYS} arrays"):
        cells.reference(with_files(softmax, **{"probe.py": probe}), host)


def test_a_variant_that_returns_too_much_is_the_authors_fault(softmax: Exercise, host: Host) -> None:
    first = cells.diagnosable(softmax)[0]
    exercise = with_files(softmax, **{f"wrong/{first}.py": MANY.format(MAX_ARRAYS + 1)})
    with pytest.raises(AuthorFault, match=f"wrong/{first}.py: .* returns more than"):
        cells.variants(exercise, cells.reference(exercise, host), host, cells.diagnosable(exercise))


def test_a_learner_who_returns_too_much_is_only_wrong(softmax: Exercise, host: Host) -> None:
    assert grade(softmax, MANY.format(MAX_ARRAYS + 1), host).status == "failed"
