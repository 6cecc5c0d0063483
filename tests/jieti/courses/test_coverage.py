"""Which topics are taught by what: on the pages, on the command line, and refused where it is not so."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import translation

from jieti.courses.coverage import count_words, runnable
from jieti.courses.models import Track

LESSON = """\
# Words {#words}

One two, `three` and $x + y$; see [four](/lessons/five/).

```{.python .run}
print("not a word")
```

一二三 GPT-2
"""


def told(folder: Path, *options: str) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command("coverage", str(folder), *options, stdout=out)
    return out.getvalue()


def test_words_are_what_a_reader_reads() -> None:
    assert count_words(LESSON) == 1 + len("One two three and x see four".split()) + 3 + 1
    assert runnable(LESSON) == 1


def test_it_lists_every_topic_with_its_lessons(folder: Path) -> None:
    lines = told(folder).splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("X0.D1")] == [
        ["X0.D1.1", "attention"],
        ["X0.D1.2", "-"],
    ]
    assert "X0: 1 of 5 topics are taught" in lines


def test_it_lists_what_is_missing(folder: Path) -> None:
    said = told(folder, "--missing")
    assert "X0.D1.2" in said and "X0.D1.1" not in said


def test_it_answers_a_program(folder: Path) -> None:
    found = json.loads(told(folder, "--json"))
    assert found["topics"]["X0.D1.1"] == ["attention"]
    assert found["figures"]["topics"] == 5 and found["figures"]["topics_taught"] == 1


def test_a_topic_is_taught_only_by_what_its_roadmap_asks_for(folder: Path, change: Callable[..., None]) -> None:
    change("tracks/0-short.yaml", "lessons: [attention]", "lessons: [elsewhere]")
    with pytest.raises(CommandError, match=r"tracks/0-short.yaml:\d+: this roadmap asks for no lesson elsewhere"):
        told(folder)


def test_a_page_says_what_teaches_a_topic_and_what_does_not_yet(track: Track, client: Client) -> None:
    page = client.get("/roadmaps/short/X0.D1/", headers={"accept-language": "en"}).content.decode()
    topics = page.partition('class="topics"')[2].partition("</ul>")[0]
    assert 'href="/lessons/attention/"' in topics.partition("Other")[0]
    assert topics.count("Not taught here yet") == 1 and "Not taught here yet" in topics.partition("Other")[2]
