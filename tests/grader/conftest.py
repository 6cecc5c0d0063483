"""One host for all the grader's tests, and two small exercises to grade with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import Exercise
from sandbox.host import Host, cell_python

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    with Host(cell_python()) as made:
        yield made


@pytest.fixture(scope="session")
def softmax() -> Exercise:
    return Exercise.from_folder(HERE / "exercises" / "softmax")


@pytest.fixture(scope="session")
def word_count() -> Exercise:
    return Exercise.from_folder(HERE / "exercises" / "word-count")
