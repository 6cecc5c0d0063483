"""Search over a thousand lessons, in both languages, against the limit that a person does not notice."""

from collections.abc import Iterator

from bench.report import Figure, p50, p95
from tests.stack import Stack

LESSONS = 1000
LIMIT_MS = 100
CODE = """
import time
from django.db import transaction
from django.utils import translation
from jieti.courses.models import Lesson, LessonRevision
from jieti.courses.search import search
have = [lesson.published for lesson in Lesson.objects.select_related("published")]
with transaction.atomic():
    for n in range({lessons} - len(have)):
        old = have[n % len(have)]
        lesson = Lesson.objects.create(slug=f"copy-{{n}}")
        fields = dict(title=old.title, summary=old.summary, body=old.body, minutes=old.minutes, cards=[], digest=str(n))
        lesson.publish(lesson.add_revision(source="files", state="published", **fields))
queries = dict(
    zh=["注意力", "低秩 矩阵", "softmax", "没有这个词"], en=["attention", "low rank", "softmax", "no such word"]
)
for language, texts in queries.items():
    with translation.override("en" if language == "en" else "zh-hans"):
        search("first")
        for text in texts * 5:
            began = time.perf_counter()
            search(text)
            print("TOOK", (time.perf_counter() - began) * 1000)
"""


def run(stack: Stack) -> Iterator[Figure]:
    said = stack.shell(CODE.format(lessons=LESSONS))
    took = [float(line.split()[1]) for line in said.splitlines() if line.startswith("TOOK")]
    most = p95(took)
    yield Figure("search.median", p50(took), "ms")
    yield Figure("search.p95", most, "ms", limit=f"< {LIMIT_MS} ms with {LESSONS} lessons", holds=most < LIMIT_MS)
