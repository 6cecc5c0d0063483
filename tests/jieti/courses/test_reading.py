"""Everything that is wrong with the content is said at once, with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from tests.jieti.courses.conftest import TRACK, write

Change = Callable[[str, str, str], None]
FILE = "tracks/0-short.yaml"


def problems(folder: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read_curriculum(folder)
    return [str(problem) for problem in caught.value.problems]


def line_of(text: str) -> int:
    return TRACK[: TRACK.index(text)].count("\n") + 1


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    from django.utils import translation

    translation.activate("en")


def test_a_good_folder_is_read(folder: Path) -> None:
    curriculum = read_curriculum(folder)
    assert [len(part) for part in (curriculum.tracks, curriculum.lessons, curriculum.exercises)] == [1, 1, 1]
    assert curriculum.lessons[0].body["zh"].startswith("## 缩放")


def test_all_problems_are_reported_with_their_lines(folder: Path, change: Change) -> None:
    change(FILE, "summary: {zh: 很短, en: It is short}", "summary: {zh: 很短}")
    change(FILE, "kind: week", "kind: fortnight")
    change("lessons/attention/lesson.yaml", "minutes: 45", "minuets: 45")
    change("exercises/dot/exercise.yaml", "rule: close", "rule: roughly")
    (folder / "lessons/attention/en.md").unlink()
    found = problems(folder)
    assert f"{FILE}:{line_of('summary:')}: summary.en: the English text is missing" in found
    assert any(line.startswith(f"{FILE}:{line_of('    kind: week')}: units.0.units.0.kind") for line in found)
    assert "lessons/attention/lesson.yaml:3: minuets: not a key that is known here" in found
    assert any(line.startswith("lessons/attention/lesson.yaml:1: minutes: missing") for line in found)
    assert "lessons/attention/en.md: missing" in found
    assert any(line.startswith("exercises/dot/exercise.yaml:") and "rule" in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{lesson: attention}", "{lesson: attention}, {lesson: gone}", "there is no lesson gone"),
        ("{exercise: dot}", "{exercise: dash}", "there is no exercise dash"),
        ("{exercise: dot}", "{lesson: attention}", "attention is asked for twice"),
        ("{exercise: dot}", "{exercise: dot, lesson: attention}", "an item is one lesson, one exercise or one project"),
        ("key: X0.D2\n", "key: X0.D1\n", "X0.D1 is taken"),
        ("key: X0.D2.1", "key: X0.D1.1", "X0.D1.1 is taken"),
        ("at: [X0.D2]", "at: [X0.D9]", "X0.D9 does not exist"),
        ("at: X0.C1", "at: X0.C2", "X0.C2 does not exist"),
        ("      minutes: 60\n", "", "X0.D2 says no minutes"),
        ("      number: 2\n", "", "X0.D2 has no number"),
        ("      title: {zh: 加餐, en: An extra}\n", "", "X0.X has no title"),
        ('{zh: "", en: ""}', '{zh: "", en: two}', "a cell in one language only"),
        (', {zh: "", en: ""}', "", "another number of cells"),
        ("https://example.org/paper", "javascript:alert(1)", "not a web address"),
        ("slug: short", "slug: short\nslug: long", "occurs twice"),
        ("key: X0\n", "key: X0\n  bad indent: [\n", ""),
    ],
)
def test_what_a_roadmap_can_get_wrong(folder: Path, change: Change, old: str, new: str, message: str) -> None:
    change(FILE, old, new)
    found = [line for line in problems(folder) if message in line]
    assert found and found[0].startswith(f"{FILE}:")


def test_a_diagnosis_links_to_a_paragraph_in_both_languages(folder: Path, change: Change) -> None:
    change("lessons/attention/en.md", "{#scale}", "{#scaling}")
    assert [line.partition(": ")[2] for line in problems(folder)] == ["no paragraph #scale in lessons/attention/en.md"]


def test_a_diagnosis_links_to_a_lesson_that_exists(folder: Path, change: Change) -> None:
    change("exercises/dot/exercise.yaml", "attention#scale", "nowhere#scale")
    assert "there is no lesson nowhere" in problems(folder)[0]


def test_a_link_that_many_follow_in_vain_is_told_once(folder: Path, change: Change) -> None:
    change("exercises/dot/exercise.yaml", "attention#scale", "nowhere#scale")
    for name in ("eel", "fox", "gnu"):
        write(folder / "exercises" / name, {p.name: p.read_text() for p in (folder / "exercises/dot").glob("*.*")})
        for kind in ("wrong", "right"):
            for path in (folder / "exercises/dot" / kind).iterdir():
                write(folder / "exercises" / name, {f"{kind}/{path.name}": path.read_text()})
    (line,) = problems(folder)
    assert line.startswith("exercises/dot/exercise.yaml:")
    assert line.partition(": ")[2].startswith("there is no lesson nowhere (also from exercises/eel/exercise.yaml:")
    assert line.endswith(" and 1 more)")


def test_an_exercise_belongs_to_a_group_of_the_list(folder: Path, change: Change) -> None:
    change("exercises/dot/exercise.yaml", "group: attention\n", "")
    (line,) = problems(folder)
    assert line.startswith("exercises/dot/exercise.yaml: group is missing: one of python, tensors, ")
    change("exercises/dot/exercise.yaml", "difficulty: ", "group: atention\ndifficulty: ")
    (line,) = problems(folder)
    assert "group: Input should be" in line


def test_an_anchor_in_a_code_block_is_no_anchor(folder: Path) -> None:
    write(folder / "lessons/attention", {"en.md": "```\n## Scaling {#scale}\n```\n"})
    assert any("no paragraph #scale" in line for line in problems(folder))


def test_a_picture_that_is_not_there(folder: Path) -> None:
    (folder / "lessons/attention/picture.svg").unlink()
    assert "lessons/attention/en.md:3: there is no picture picture.svg" in problems(folder)


def test_a_card_twice(folder: Path, change: Change) -> None:
    card = "- {id: why, front: {zh: 为何, en: Why}, back: {zh: 因为, en: Because}}\n"
    change("lessons/attention/lesson.yaml", card, card * 2)
    assert problems(folder) == ["lessons/attention/lesson.yaml:6: the card why occurs twice"]


def test_files_that_are_no_text(folder: Path) -> None:
    (folder / "lessons/attention/zh.md").write_bytes(b"\xff\xfe\x00")
    assert problems(folder) == ["lessons/attention/zh.md: not UTF-8 text"]


def test_a_folder_without_roadmaps(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["tracks: no roadmap here"]


def test_problems_are_said_in_chinese_too(folder: Path, change: Change) -> None:
    from django.utils import translation

    change(FILE, "{exercise: dot}", "{exercise: dash}")
    with translation.override("zh-hans"):
        assert "没有练习 dash" in problems(folder)[0]
