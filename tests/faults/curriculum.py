"""One roadmap with one exercise that costs next to nothing to grade."""

from pathlib import Path

TRACK = """\
key: T0
slug: short
title: {zh: 短路线, en: A short roadmap}
summary: {zh: 很短, en: It is short}
audience: {zh: 测试, en: Tests}
length: {zh: 一天, en: One day}
hours: {zh: 未说明, en: Not stated}
original: {zh: 原文, en: The original}
units:
- key: T0.D1
  kind: day
  number: 1
  minutes: 90
  topics: [{key: T0.D1.1, zh: 加一, en: Plus one}]
  items: [{lesson: numbers}, {exercise: plus-one}]
"""
LESSON = """\
title: {zh: 数, en: Numbers}
summary: {zh: 一句话, en: In a sentence}
minutes: 5
cards:
- {id: why, front: {zh: 为何, en: Why}, back: {zh: 因为, en: Because}}
"""
EXERCISE = """\
title: {zh: 加一, en: Plus one}
summary: {zh: 加一, en: Plus one}
image: python
minutes: 1
difficulty: 1
group: python
entry: {kind: function, name: plus_one}
hints: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}]
checks: [{id: value, title: {zh: 值, en: Value}, rule: equal, failed: {zh: 不对。, en: Wrong.}}]
wrong: [{id: same, message: {zh: 没有加。, en: Nothing was added.}, link: numbers#numbers}]
right: [other]
"""
PROBE = """\
def make_cases(rng):
    return {"n": int(rng.integers(10, 1000))}


def observe(module, inputs, device):
    return {"value": lambda: module.plus_one(inputs["n"])}
"""
FILES = {
    "tracks/0-short.yaml": TRACK,
    "lessons/numbers/lesson.yaml": LESSON,
    "lessons/numbers/zh.md": "## 数 {#numbers}\n\n一。\n",
    "lessons/numbers/en.md": "## Numbers {#numbers}\n\nOne.\n",
    "exercises/plus-one/exercise.yaml": EXERCISE,
    "exercises/plus-one/statement.zh.md": "写 `plus_one`。\n",
    "exercises/plus-one/statement.en.md": "Write `plus_one`.\n",
    "exercises/plus-one/starter.py": "def plus_one(n):\n    raise NotImplementedError\n",
    "exercises/plus-one/solution.py": "def plus_one(n):\n    return n + 1\n",
    "exercises/plus-one/probe.py": PROBE,
    "exercises/plus-one/wrong/same.py": "def plus_one(n):\n    return n\n",
    "exercises/plus-one/right/other.py": "def plus_one(n):\n    return 1 + n\n",
}
RIGHT = "def plus_one(n):\n    return n + 1  # {mark}\n"
WRONG = "def plus_one(n):\n    return n  # {mark}\n"


def write(folder: Path) -> Path:
    """Write the files, and return the folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
