"""A project's files: read, refused with file and line, loaded, exported, asked for by a roadmap."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from jieti.courses.exporting import export
from jieti.courses.loading import load
from jieti.courses.models import Project, Track, UnitItem
from jieti.courses.outcome import Outcome
from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from jieti.courses.search import search
from jieti.study.outline import outline
from tests.jieti.courses.conftest import write

Change = Callable[[str, str, str], None]
YAML = """\
title: {zh: 小项目, en: A small project}
summary: {zh: 做一个, en: Build one}
hours: 1.5
milestones:
- id: data
  title: {zh: 数据, en: The data}
  do: {zh: "看[课文](/lessons/attention/#scale)", en: "See [the lesson](/lessons/attention/#scale)"}
  shows: {zh: 一张图, en: A picture}
- id: code
  title: {zh: 代码, en: The code}
  do: {zh: 写, en: Write}
  shows: {zh: 通过, en: It passes}
  exercises: [dot]
checklist:
- {id: honest, zh: 数字是自己跑的, en: The numbers were measured}
"""
ZH = "## 目标 {#goal}\n\n看[点积](/exercises/dot/)。\n\n```python\nx = 1\n```\n"
EN = "## The goal {#goal}\n\nSee [the dot product](/exercises/dot/) and [above](#goal).\n\n```python\nx = 1\n```\n"
FILE = "projects/small/project.yaml"
ITEMS = "items: [{lesson: attention}, {exercise: dot}]"


@pytest.fixture(autouse=True)
def english() -> None:
    translation.activate("en")


@pytest.fixture(autouse=True)
def project(folder: Path, change: Change) -> None:
    """The folder, with a project that its first day asks for."""
    write(folder / "projects/small", {"project.yaml": YAML, "zh.md": ZH, "en.md": EN})
    change("tracks/0-short.yaml", ITEMS, ITEMS.replace("]", ", {project: small}]"))


def problems(folder: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read_curriculum(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_project_is_read(folder: Path) -> None:
    (found,) = read_curriculum(folder).projects
    assert found.slug == "small" and found.file.hours == 1.5 and found.body["zh"] == ZH
    assert [milestone.exercises for milestone in found.file.milestones] == [[], ["dot"]]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FILE, "hours: 1.5", "hours: 1.3", ":3: hours: Input should be a multiple of 0.25"),
        (FILE, "hours: 1.5", "hours: 1.5\nowner: me", ":4: owner: not a key that is known here"),
        (FILE, "zh: 数据, en: The data", "zh: 数据", ":6: milestones.0.title.en: the English text is missing"),
        (FILE, "id: code", "id: data", ":9: data occurs twice"),
        (FILE, "[dot]", "[dash]", ":13: there is no exercise dash"),
        (FILE, "(/lessons/attention/#scale)\"}", "(/lessons/gone/)\"}", ":7: there is no lesson gone"),
        (FILE, "attention/#scale)\"}", "attention/#none)\"}", ":7: no paragraph #none in lessons/attention"),
        (FILE, "- {id: honest,", "- {id: honest, zh: 一, en: one}\n- {id: honest,", ":16: honest occurs twice"),
        ("projects/small/en.md", "{#goal}", "{#aim}", ":1: not of one structure with the Chinese text"),
        ("projects/small/en.md", "x = 1\n", "x = 1\ny = 2\n", ":5: not of one structure with the Chinese text"),
        ("projects/small/en.md", "(/exercises/dot/)", "(/exercises/dash/)", ":3: there is no exercise dash"),
        ("projects/small/en.md", "(#goal)", "(#nowhere)", ":3: no paragraph #nowhere in projects/small/en.md"),
        ("projects/small/en.md", "(#goal)", "(javascript:alert(1))", ":3: not a link to a lesson"),
        ("projects/small/en.md", "(#goal)", "(/projects/large/)", ":3: there is no project large"),
        ("projects/small/zh.md", "看[", "![图](a.png) 看[", ":3: a project shows no picture: a.png"),
        ("tracks/0-short.yaml", "project: small", "project: large", ": there is no project large"),
        ("tracks/0-short.yaml", "project: small", "project: small, lesson: attention", ": an item is one lesson"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_line(
    folder: Path, change: Change, file: str, old: str, new: str, said: str
) -> None:
    change(file, old, new)
    found = problems(folder)
    assert any(line.startswith(file) and said in line for line in found), found


def test_a_project_needs_all_its_files(folder: Path) -> None:
    (folder / "projects/small/zh.md").unlink()
    (folder / "projects/small/en.md").write_text("\n")
    found = problems(folder)
    assert "projects/small/zh.md: missing" in found and "projects/small/en.md: empty" in found
    assert not any("no project small" in line for line in found)


def test_it_is_loaded_once_and_a_change_makes_a_new_version(
    folder: Path, change: Change, load_folder: Callable[[], Outcome]
) -> None:
    assert load_folder().new["project"] == 1
    assert load_folder().is_quiet
    project = Project.objects.get()
    assert (project.minutes, project.hours, project.version) == (90, 1.5, 1)
    assert UnitItem.objects.get(project=project).unit.key == "X0.D1"
    change(FILE, "hours: 1.5", "hours: 2")
    assert load_folder().changed["project"] == 1
    project.refresh_from_db()
    assert (project.minutes, project.hours, project.version) == (120, 2, 2)


def test_what_the_files_lose_is_withdrawn_and_comes_back(
    folder: Path, change: Change, load_folder: Callable[[], Outcome]
) -> None:
    load_folder()
    change("tracks/0-short.yaml", ", {project: small}", "")
    (folder / "projects").rename(folder / "elsewhere")
    assert load_folder().withdrawn["project"] == 1
    assert not UnitItem.objects.filter(project__isnull=False).exists()
    (folder / "elsewhere").rename(folder / "projects")
    assert load_folder().restored["project"] == 1


def test_the_export_loads_to_the_same(folder: Path, tmp_path: Path, load_folder: Callable[[], Outcome]) -> None:
    load_folder()
    export(tmp_path / "out", folder)
    assert load(read_curriculum(tmp_path / "out")).is_quiet
    assert (tmp_path / "out/projects/small/zh.md").read_text(encoding="utf-8") == ZH


def test_the_plan_has_it_with_its_minutes(track: Track, change: Change, load_folder: Callable[[], Outcome]) -> None:
    step = outline(track).by_key["project:small"]
    assert (step.minutes, step.unit, outline(track).url(step)) == (90, "X0.D1", "/projects/small/")
    change(FILE, "hours: 1.5", "hours: 3")
    load_folder()
    track.refresh_from_db()
    assert outline(track).by_key["project:small"].minutes == 180


def test_the_roadmap_names_it(track: Track, client: Client) -> None:
    for page in ("/roadmaps/short/", "/roadmaps/short/X0.D1/"):
        text = client.get(page, headers={"accept-language": "en"}).content.decode()
        assert '<a href="/projects/small/">A small project</a>' in text
    assert client.get("/roadmaps/").status_code == 200


def test_search_finds_it_and_forgets_it(
    track: Track, folder: Path, change: Change, load_folder: Callable[[], Outcome]
) -> None:
    assert [hit.url for hit in search("small project")] == ["/projects/small/"]
    change("projects/small/en.md", "The goal", "An otter")
    load_folder()
    assert [hit.heading for hit in search("otter")] == ["An otter"]
    Project.objects.update(withdrawn_at="2026-11-22T00:00Z")
    assert search("otter") == []
