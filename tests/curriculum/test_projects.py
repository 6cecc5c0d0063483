"""Promises of every project: two languages that say the same, code that compiles, and no work before its day."""

import re
from pathlib import Path

import pytest

from jieti.courses.content import Curriculum, walk
from jieti.courses.reading import read_curriculum
from jieti.settings.paths import CURRICULUM

SLUGS = sorted(folder.name for folder in (Path(CURRICULUM) / "projects").iterdir())
DAYS = {7: "digits-classifier", 14: "image-classification", 20: "transformer-encoder", 28: "dialogue-model"}
DAYS |= {30: "qa-dataset-and-model", 34: "api-and-demo", 42: "chatbot-on-a-page"}
PYTHON = re.compile(r"^```\{\.python\}\n(.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ROW = re.compile(r"^\|.*$", re.M)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return read_curriculum(Path(CURRICULUM))


def body(slug: str, language: str) -> str:
    return (Path(CURRICULUM) / "projects" / slug / f"{language}.md").read_text(encoding="utf-8")


def test_the_project_days_of_the_42_have_their_projects(curriculum: Curriculum) -> None:
    (track,) = [content.track for content in curriculum.tracks if content.track.key == "T0"]
    asked = {
        place.unit.number: item.project for place in walk(track.units) for item in place.unit.items if item.project
    }
    assert asked == DAYS and sorted(DAYS.values()) == SLUGS


def test_milestones_ask_for_no_exercise_of_a_later_day(curriculum: Curriculum) -> None:
    (track,) = [content.track for content in curriculum.tracks if content.track.key == "T0"]
    order = [item.named[0] for place in walk(track.units) for item in place.unit.items]
    for project in curriculum.projects:
        for milestone in project.file.milestones:
            for slug in milestone.exercises:
                assert order.index(("exercise", slug)) < order.index(("project", project.slug)), slug


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_have_the_same_code_numbers_and_links(slug: str) -> None:
    zh, en = body(slug, "zh"), body(slug, "en")
    assert PYTHON.findall(zh) == PYTHON.findall(en) != []
    assert [NUMBER.findall(row) for row in ROW.findall(zh)] == [NUMBER.findall(row) for row in ROW.findall(en)]
    assert sorted(LINK.findall(zh)) == sorted(LINK.findall(en))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_code_is_python_and_narrow_enough_to_read(slug: str) -> None:
    for code in PYTHON.findall(body(slug, "en")):
        compile(code, slug, "exec")
        assert max(map(len, code.splitlines())) <= 120


@pytest.mark.parametrize("slug", SLUGS)
def test_each_has_a_worked_outcome_and_a_mentor_something_to_look_at(slug: str, curriculum: Curriculum) -> None:
    (project,) = [each for each in curriculum.projects if each.slug == slug]
    assert "{#goal}" in project.body["en"] and "{#outcome}" in project.body["en"] and ROW.findall(project.body["en"])
    assert len(project.file.checklist) >= 5 and len(project.file.milestones) >= 4
    for language in ("zh", "en"):
        assert not re.search("[!！]", PYTHON.sub("", re.sub(r"`[^`]*`", "", project.body[language])))
