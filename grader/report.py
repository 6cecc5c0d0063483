"""A verdict as a person reads it in a terminal: a short story, the first thing that went wrong before all others."""

import re
from collections.abc import Iterator
from typing import Any

from grader.exercise import Exercise
from grader.messages import number
from grader.values import place
from grader.verdict import CheckResult, Status, Verdict

MARKS = {"passed": "✓", "failed": "✗", "skipped": "·"}
SHADES = " ·░▒▓█"
STRANGE = "!"  # not a finite number
HEADINGS = {
    Status.PASSED: {"zh": "通过", "en": "Passed"},
    Status.FAILED: {"zh": "还没通过", "en": "Not yet"},
    Status.ERROR: {"zh": "运行出错", "en": "Stopped with an error"},
    Status.TIMEOUT: {"zh": "超时", "en": "Took too long"},
    Status.MEMORY: {"zh": "内存超限", "en": "Used too much memory"},
    Status.OUTPUT: {"zh": "输出太多", "en": "Printed too much"},
    Status.FORBIDDEN: {"zh": "用了不允许的写法", "en": "Uses what is not allowed"},
    Status.BROKEN_EXERCISE: {"zh": "题目有问题", "en": "The exercise is broken"},
    Status.INTERNAL: {"zh": "评测系统出错", "en": "Our fault"},
}
WORDS = {
    "diagnosis": {"zh": "诊断", "en": "Diagnosis"},
    "two": {
        "zh": "两个常见错误合在一起，正好是这里看到的一切",
        "en": "Two known mistakes at once explain everything seen here",
    },
    "read": {"zh": "看这里", "en": "read"},
    "printed": {"zh": "打印的内容", "en": "Printed"},
    "first": {"zh": "先看这一项", "en": "First, look at this"},
    "checks": {"zh": "全部检查", "en": "All checks"},
    "difference": {"zh": "|你的 − 应有的|", "en": "|yours - expected|"},
    "call": {"zh": "调用", "en": "The call"},
    "again": {"zh": "用同样的输入再来一次", "en": "The same inputs again"},
    "script": {"zh": "把这一项检查变成一段程序", "en": "This check as a program"},
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render(verdict: Verdict, exercise: Exercise, lang: str, asked: str = "") -> str:
    """Return the whole verdict as text in one language. `asked`: exercise and file as the command line had them."""
    return "\n".join(CONTROL.sub("?", line) for line in _lines(verdict, exercise, lang, asked))


def _lines(verdict: Verdict, exercise: Exercise, lang: str, asked: str) -> Iterator[str]:
    resources = verdict.resources
    used = f"{resources.wall_ms:.0f} ms, {resources.peak_mb:.0f} MB, {resources.device}"
    yield f"{HEADINGS[verdict.status][lang]}: {_title(verdict, exercise, lang)} ({used})"
    yield verdict.message[lang]
    yield from _diagnoses(verdict, lang)
    first = next((result for result in verdict.checks if result.status == "failed"), None)
    if first:
        yield from ("", f"{WORDS['first'][lang]}: {first.check.title.text()[lang]}")
        yield from (f"  {line}" for line in _evidence(verdict, first, lang, asked))
    if verdict.traceback:
        yield from ("", *verdict.traceback.rstrip().split("\n"))
    if verdict.checks:
        yield from ("", f"{WORDS['checks'][lang]}:")
        yield from _checks(verdict, first, lang)
    if verdict.stdout:
        yield from ("", f"{WORDS['printed'][lang]}:", *verdict.stdout.rstrip().split("\n"))
    if verdict.reason and verdict.status.exit_code > 1:
        yield from ("", *verdict.reason.rstrip().split("\n"))


def _diagnoses(verdict: Verdict, lang: str) -> Iterator[str]:
    if any(diagnosis.get("together") for diagnosis in verdict.diagnoses):
        yield f"{WORDS['two'][lang]}:"
    for diagnosis in verdict.named():
        read = f"[{WORDS['read'][lang]}: {diagnosis['link']}]"
        yield f"{WORDS['diagnosis'][lang]}: {diagnosis['message'][lang]} {read}"


def _checks(verdict: Verdict, first: CheckResult | None, lang: str) -> Iterator[str]:
    for result in verdict.checks:
        yield f"  {MARKS[result.status]} {result.check.title.text()[lang]}"
        if result.status == "failed" and result is not first:
            yield f"      {result.message[lang]}"


def _evidence(verdict: Verdict, first: CheckResult, lang: str, asked: str) -> Iterator[str]:
    yield first.message[lang]
    if picture := first.detail.get("picture"):
        yield f"{WORDS['difference'][lang]}{first.detail['path']}, {_scale(picture, first.check.axes)}"
        yield from _drawn(picture["values"])
    again = verdict.reproduce
    if again.get("call"):
        yield f"{WORDS['call'][lang]}:"
        yield from (f"  {line}" for line in again["call"].split("\n"))
    if again and asked:
        seed, name = again["seed"], asked.split(" ")[0]
        yield f"{WORDS['again'][lang]}: python -m grader check {asked} --seed {seed}"
        yield f"{WORDS['script'][lang]}: python -m grader reproduce {name} {again['check']} --seed {seed}"


def _scale(picture: dict[str, Any], axes: list[str]) -> str:
    sizes = [abs(value) for row in picture["values"] for value in row if value is not None]
    at = f" {place(picture['at'], axes[:-2])}" if picture["at"] else ""
    return f"{picture['rows']} × {picture['columns']}{at}: 0 [{SHADES}] {number(max(sizes, default=0.0))}"


def _drawn(values: list[list[float | None]]) -> Iterator[str]:
    """Yield a line of two-letter squares for each row of a picture, darker where it is larger."""
    largest = max((abs(value) for row in values for value in row if value is not None), default=0.0)
    for row in values:
        yield "│" + "".join(2 * _shade(value, largest) for value in row) + "│"


def _shade(value: float | None, largest: float) -> str:
    if value is None:
        return STRANGE
    if not value or not largest:
        return SHADES[0]
    return SHADES[min(len(SHADES) - 1, 1 + int(abs(value) / largest * (len(SHADES) - 1)))]


def _title(verdict: Verdict, exercise: Exercise, lang: str) -> str:
    broken = verdict.status is Status.BROKEN_EXERCISE
    return exercise.slug if broken else exercise.spec.title.text()[lang]
