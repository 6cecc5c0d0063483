"""Golden folders: attempts/<exercise>/<name>.py is graded, <name>.json is what its verdict must contain.

In a .json a list of named things may be given by name, and a text that starts with ~ is a pattern to be found.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from grader import Exercise, grade
from sandbox.host import Host

HERE = Path(__file__).parent
GOLDEN = sorted((HERE / "attempts").glob("*/*.json"))


def assert_contains(got: Any, want: Any, path: str = "") -> None:
    if isinstance(want, dict) and isinstance(got, list):
        got = {item.get("name") or item.get("id"): item for item in got}
    if isinstance(want, dict):
        for key, value in want.items():
            assert key in got, f"{path}.{key} is missing"
            assert_contains(got[key], value, f"{path}.{key}")
    elif isinstance(want, str) and want.startswith("~"):
        assert re.search(want[1:], got, re.DOTALL), f"{path}: {got!r} does not match {want!r}"
    else:
        assert got == want, path


@pytest.mark.sandbox
@pytest.mark.parametrize("golden", GOLDEN, ids=[f"{path.parent.name}/{path.stem}" for path in GOLDEN])
def test_attempt(golden: Path, host: Host) -> None:
    exercise = Exercise.from_folder(HERE / "exercises" / golden.parent.name)
    verdict = grade(exercise, golden.with_suffix(".py").read_text(encoding="utf-8"), host).to_json()
    json.dumps(verdict, allow_nan=False).encode("utf-8")
    try:
        assert_contains(verdict, json.loads(golden.read_text(encoding="utf-8")))
    except AssertionError:
        print(json.dumps(verdict, ensure_ascii=False, indent=1))
        raise
