"""An exercise without a sandbox: what the pages, the queue and the worker's verbs need of one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion, Track, Unit, UnitItem
from jieti.submissions import events
from jieti.submissions.models import Submission

VERDICTS = Path(__file__).parent / "verdicts"

EXERCISE_YAML = """
title: {zh: 点积, en: Dot product}
summary: {zh: 两个向量的点积。, en: The dot product of two vectors.}
hints:
- {zh: 先乘。, en: Multiply first.}
- {zh: 再加。, en: Then add.}
- {zh: 用 sum。, en: Use sum.}
concepts: [vectors]
checks:
- {id: values, title: {zh: 数值, en: Values}}
"""
FILES = {
    "exercise.yaml": EXERCISE_YAML,
    "statement.zh.md": "写出 `dot`。",
    "statement.en.md": "Write `dot`.",
    "starter.py": "def dot(a, b):\n    ...\n",
    "solution.py": "def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))\n",
}


@pytest.fixture
def make_exercise(db: None) -> Callable[..., Exercise]:
    """Return a factory: `make_exercise("dot-product")`."""

    def make(slug: str = "dot-product", **fields: Any) -> Exercise:
        exercise = Exercise.objects.create(slug=slug, title={"zh": "点积", "en": "Dot product"}, **fields)
        exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d1", files=FILES)
        exercise.save(update_fields=["current"])
        return exercise

    return make


@pytest.fixture
def exercise(make_exercise: Callable[..., Exercise]) -> Exercise:
    return make_exercise()


@pytest.fixture
def day(exercise: Exercise) -> Unit:
    """A day of a track that asks for the exercise."""
    track = Track.objects.create(key="T0", slug="t0", position=0, title={"zh": "路线", "en": "The track"}, digest="d")
    unit = Unit.objects.create(
        track=track, key="T0.D1", kind="day", number=1, position=1, title={"zh": "第一天", "en": "Vectors"}
    )
    UnitItem.objects.create(unit=unit, position=1, exercise=exercise)
    return unit


def verdict(name: str) -> dict[str, Any]:
    """Return a verdict as the grader writes it: verdicts/<name>.json."""
    found: dict[str, Any] = json.loads((VERDICTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def graded(learner: User, exercise: Exercise, name: str, source: str = "x = 1\n", kind: str = "submit") -> Submission:
    """Return a submission that has been through the queue and got that verdict."""
    row = Submission.objects.submit(learner, exercise, source, kind)
    claimed = Submission.objects.claim()
    assert claimed is not None and claimed.pk == row.pk
    assert claimed.finish(verdict(name))
    return claimed


@pytest.fixture(autouse=True)
def fresh_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure the broker is given a rest; that of one test is none of the next one's business."""
    monkeypatch.setattr(events, "_rest_until", 0.0)
