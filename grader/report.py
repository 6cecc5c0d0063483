"""A verdict as a person reads it in a terminal."""

import re
from collections.abc import Iterator

from grader.exercise import Exercise
from grader.verdict import Status, Verdict

MARKS = {"passed": "✓", "failed": "✗", "skipped": "·"}
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
DIAGNOSIS = {"zh": "诊断", "en": "Diagnosis"}
READ = {"zh": "看这里", "en": "read"}
PRINTED = {"zh": "打印的内容", "en": "Printed"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render(verdict: Verdict, exercise: Exercise, lang: str) -> str:
    """Return the whole verdict as text in one language."""
    return "\n".join(CONTROL.sub("?", line) for line in _lines(verdict, exercise, lang))


def _lines(verdict: Verdict, exercise: Exercise, lang: str) -> Iterator[str]:
    resources = verdict.resources
    used = f"{resources.wall_ms:.0f} ms, {resources.peak_mb:.0f} MB, {resources.device}"
    yield f"{HEADINGS[verdict.status][lang]}: {_title(verdict, exercise, lang)} ({used})"
    yield verdict.message[lang]
    for result in verdict.checks:
        yield f"  {MARKS[result.status]} {result.check.title.text()[lang]}"
        if result.status == "failed":
            yield f"      {result.message[lang]}"
    for diagnosis in verdict.diagnoses:
        yield f"{DIAGNOSIS[lang]}: {diagnosis['message'][lang]} [{READ[lang]}: {diagnosis['link']}]"
    if verdict.traceback:
        yield from ("", *verdict.traceback.rstrip().split("\n"))
    if verdict.stdout:
        yield from ("", f"{PRINTED[lang]}:", *verdict.stdout.rstrip().split("\n"))
    if verdict.reason and verdict.status.exit_code > 1:
        yield from ("", *verdict.reason.rstrip().split("\n"))


def _title(verdict: Verdict, exercise: Exercise, lang: str) -> str:
    broken = verdict.status is Status.BROKEN_EXERCISE
    return exercise.slug if broken else exercise.spec.title.text()[lang]
