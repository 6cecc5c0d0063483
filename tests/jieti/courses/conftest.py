"""A small curriculum in a folder that tests may spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jieti.courses.content import Curriculum
from jieti.courses.loading import load
from jieti.courses.models import Lesson, Track
from jieti.courses.outcome import Outcome
from jieti.courses.reading import read_curriculum

TRACK = """\
key: X0
slug: short
title: {zh: 短路线, en: A short roadmap}
summary: {zh: 很短, en: It is short}
audience: {zh: 测试, en: Tests}
length: {zh: 两天, en: Two days}
hours: {zh: 未说明, en: Not stated}
original: {zh: 原文, en: The original}
principles:
- {zh: 先跑起来, en: Make it run}
preface:
- {key: X0.P.1, zh: 开篇, en: An opening}
units:
- key: X0.C1
  kind: stage
  number: 1
  title: {zh: 第一阶段, en: The first stage}
  goal: {zh: 学会, en: Learn it}
  topics:
  - {key: X0.C1.1, zh: 概览, en: An overview, optional: true}
  units:
  - key: X0.W1
    kind: week
    number: 1
    title: {zh: 第一周, en: The first week}
    weekly_task: {zh: 写代码, en: Write code}
    units:
    - key: X0.D1
      kind: day
      number: 1
      minutes: 90
      topics: [{key: X0.D1.1, zh: 注意力, en: Attention, lessons: [attention]}, {key: X0.D1.2, zh: 别的, en: Other}]
      items: [{lesson: attention}, {exercise: dot}]
      resources: [{title: {zh: 论文, en: The paper}, url: "https://example.org/paper"}]
    - key: X0.D2
      kind: day
      number: 2
      minutes: 60
      project: true
      topics: [{key: X0.D2.1, zh: 复习, en: Review}]
    - key: X0.X
      kind: section
      minutes: 30
      optional: true
      title: {zh: 加餐, en: An extra}
tables:
- id: X0.table
  at: X0.C1
  title: {zh: 表, en: A table}
  columns: [{zh: 甲, en: A}, {zh: 乙, en: B}]
  rows: [[{zh: 一, en: one}, {zh: "", en: ""}]]
- {id: X0.list, at: X0, title: {zh: 单, en: A list}, ordered: true, items: [{zh: 首, en: first}]}
resources:
- {title: {zh: 书, en: A book}}
notes:
- {id: N1, at: [X0.D2], quote: 原文如此, text: {zh: 说明, en: An explanation}}
- {id: N2, quote: 整体, text: {zh: 关于全部, en: About all of it}}
"""
LESSON = """\
title: {zh: 注意力, en: Attention}
summary: {zh: 一句话, en: In a sentence}
minutes: 45
cards:
- {id: why, front: {zh: 为何, en: Why}, back: {zh: 因为, en: Because}}
"""
ZH = "## 缩放 {#scale}\n\n除以 $\\sqrt{d}$。![图](picture.svg)\n"
EN = "## Scaling {#scale}\n\nDivide by $\\sqrt{d}$. ![A picture](picture.svg)\n"
EXERCISE = """\
title: {zh: 点积, en: Dot product}
summary: {zh: 写点积, en: Write a dot product}
image: python
minutes: 20
group: attention
difficulty: 1
entry: {kind: function, name: dot}
hints: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}]
checks:
- {id: values, title: {zh: 值, en: Values}, rule: close, failed: {zh: 不对, en: Wrong}}
wrong:
- {id: none, message: {zh: 没有返回, en: Nothing returned}, link: "attention#scale"}
right: [sum]
"""
CODE = {
    "starter.py": "...",
    "solution.py": "x = 1",
    "probe.py": "y = 2",
    "wrong/none.py": "...",
    "right/sum.py": "z = 3",
}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files, with the folders they need."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A curriculum of one roadmap, one lesson, one exercise."""
    root = tmp_path / "curriculum"
    lesson = {
        "lesson.yaml": LESSON,
        "zh.md": ZH,
        "en.md": EN,
        "picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    exercise = {"exercise.yaml": EXERCISE, "statement.zh.md": "写。", "statement.en.md": "Write.", **CODE}
    write(root / "tracks", {"0-short.yaml": TRACK})
    write(root / "lessons/attention", lesson)
    write(root / "exercises/dot", exercise)
    return root


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """`change(file, old, new)` in the folder."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def load_folder(folder: Path, db: None) -> Callable[[], Outcome]:
    """Load the folder as it is now."""

    def again() -> Outcome:
        curriculum: Curriculum = read_curriculum(folder)
        return load(curriculum)

    return again


@pytest.fixture
def track(load_folder: Callable[[], Outcome]) -> Track:
    """The roadmap, loaded."""
    load_folder()
    return Track.objects.get(key="X0")


@pytest.fixture
def lesson(track: Track) -> Lesson:
    """The lesson, loaded."""
    return Lesson.objects.select_related("published").get(slug="attention")
