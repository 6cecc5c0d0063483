"""The grader's verdict is the same whatever confines."""

from typing import Any

import pytest

from grader import Exercise, grade
from sandbox.containers import Containers
from sandbox.host import Host
from tests.sandbox.conftest import PROJECT

pytestmark = pytest.mark.sandbox
FOLDER = PROJECT / "curriculum" / "exercises" / "scaled-dot-product-attention"
SEED = 7


def told(verdict: dict[str, Any]) -> dict[str, Any]:
    """A verdict without what differs from one run to the next."""
    return {name: value for name, value in verdict.items() if name != "resources"}


@pytest.mark.parametrize(
    ("source", "status"), [("solution.py", "passed"), ("wrong/no-scale.py", "failed"), ("wrong/detached.py", "failed")]
)
def test_the_verdict_is_the_same(containers: Containers, cell_host: Host, source: str, status: str) -> None:
    exercise, text = Exercise.from_folder(FOLDER), (FOLDER / source).read_text(encoding="utf-8")
    there, here = (grade(exercise, text, host, seed=SEED).to_json() for host in (containers, cell_host))
    assert there["status"] == status, there
    assert told(there) == told(here)
