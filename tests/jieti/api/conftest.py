"""A small published world for the API: one roadmap with one exercise, and a person with a token."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jieti.accounts.models import User
from jieti.api.models import Token
from jieti.courses.models import Exercise, ExerciseVersion, Track, Unit, UnitItem

EXERCISES = Path(__file__).resolve().parents[3] / "curriculum" / "exercises"


@pytest.fixture
def exercise(db: None) -> Exercise:
    """The real attention exercise, as loaded."""
    folder = EXERCISES / "scaled-dot-product-attention"
    files = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.suffix != ".pyc"}
    found = Exercise.objects.create(
        slug=folder.name, title={"zh": "注意力", "en": "Attention"}, minutes=30, difficulty=2
    )
    found.current = ExerciseVersion.objects.create(exercise=found, digest="d" * 64, files=files)
    found.save()
    return found


@pytest.fixture
def track(exercise: Exercise) -> Track:
    found = Track.objects.create(key="T9", slug="tiny", position=9, title={"zh": "小", "en": "Tiny"}, digest="t")
    day = Unit.objects.create(
        track=found, key="T9.D1", kind="day", number=1, position=1, title={"zh": "一", "en": "One"}
    )
    UnitItem.objects.create(unit=day, position=1, exercise=exercise)
    return found


class Script:
    """A script of somebody's: JSON in, JSON out, a token in the header."""

    def __init__(self, owner: User) -> None:
        _, plain = Token.objects.issue(owner, "script")
        self.client = Client(headers={"authorization": f"Bearer {plain}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}")

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")


@pytest.fixture
def ada_script(ada: User) -> Script:
    return Script(ada)


@pytest.fixture
def bo_script(bo: User) -> Script:
    return Script(bo)
