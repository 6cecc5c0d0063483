"""Promises of every lesson.

Two languages of one structure, code that runs and prints what the page shows, links that lead somewhere.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from latex2mathml.converter import convert

from grader import run_blocks
from jieti.courses.blocks import FENCE, Block, blocks_of, program, same_output
from jieti.courses.coverage import count_words
from sandbox.host import Host, cell_python

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "curriculum/lessons"
EXERCISES = ROOT / "curriculum/exercises"
SLUGS = sorted(folder.name for folder in LESSONS.iterdir() if folder.is_dir())
LANGUAGES = ("zh", "en")
SECTIONS = {"goals", "problem", "what-goes-wrong", "check-yourself", "read-on"}
WORDS = {"zh": (1400, 3200), "en": (800, 1600)}  # Chinese: characters, and Latin words and numbers between them

HEADING = re.compile(r"^(#+) .*?\{#([\w-]+)\}$", re.M)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
QUESTION = re.compile(r'^\?\?\? question ".+"\n((?:    .+\n|\n)+)', re.M)
MATHS = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.S)


@cache
def text(slug: str, language: str) -> str:
    return (LESSONS / slug / f"{language}.md").read_text(encoding="utf-8")


def prose(slug: str, language: str) -> str:
    return FENCE.sub("", text(slug, language))


def anchors(slug: str, language: str) -> list[tuple[int, str]]:
    return [(len(hashes), name) for hashes, name in HEADING.findall(prose(slug, language))]


def blocks(slug: str, language: str) -> list[Block]:
    return blocks_of(text(slug, language))


def metadata(slug: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((LESSONS / slug / "lesson.yaml").read_text(encoding="utf-8"))
    return loaded


def diagnosis_links() -> list[tuple[str, str]]:
    found = []
    for file in sorted(EXERCISES.glob("*/exercise.yaml")):
        wrong = yaml.safe_load(file.read_text(encoding="utf-8")).get("wrong", [])
        found += [(file.parent.name, variant["link"]) for variant in wrong if variant.get("link")]
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_have_one_structure(slug: str) -> None:
    def structure(language: str) -> list[object]:
        body = prose(slug, language)
        pictures = [name for _, name in PICTURE.findall(body)]
        return [
            anchors(slug, language),
            FENCE.findall(text(slug, language)),
            pictures,
            len(QUESTION.findall(body)),
            sorted(target for target in LINK.findall(body) if target.startswith("/")),
            [len(re.findall(pattern, body, re.M)) for pattern in (r"^\|", r"^!!! ", r"^- ", r"\$\$")],
        ]

    assert structure("zh") == structure("en")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_part_of_a_lesson(slug: str, language: str) -> None:
    names = [name for _, name in anchors(slug, language)]
    assert set(names) >= SECTIONS
    assert len(names) == len(set(names))
    assert len(re.findall(r"^#+ ", prose(slug, language), re.M)) == len(names), "a heading without an id"
    assert 3 <= len(QUESTION.findall(prose(slug, language) + "\n")) <= 6
    assert PICTURE.findall(prose(slug, language)) and "$$" in prose(slug, language)
    assert any(block.shown for block in blocks(slug, language))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_to_its_length(slug: str, language: str) -> None:
    low, high = WORDS[language]
    assert low <= count_words(text(slug, language)) <= high


@pytest.mark.parametrize("slug", SLUGS)
def test_its_cards_and_title_are_complete(slug: str) -> None:
    found = metadata(slug)
    cards = found["cards"]
    assert 45 <= found["minutes"] <= 75
    assert 5 <= len(cards) <= 8
    assert len({card["id"] for card in cards}) == len(cards)
    for pair in (found["title"], found["summary"], *(card[side] for card in cards for side in ("front", "back"))):
        assert set(pair) == set(LANGUAGES) and all(pair.values())
        assert re.search(r"[\u4e00-\u9fff]", pair["zh"]) and not re.search(r"[\u4e00-\u9fff]", pair["en"])


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pictures_exist_and_are_described(slug: str, language: str) -> None:
    for described, name in PICTURE.findall(prose(slug, language)):
        assert len(described) > 20
        picture = ET.parse(LESSONS / slug / name).getroot()  # checked-in files of ours
        assert picture.tag.endswith("svg")
        assert not [node for node in picture.iter() if node.tag.endswith(("script", "image", "foreignObject"))]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_formulas_convert(slug: str, language: str) -> None:
    for display, inline in MATHS.findall(re.sub(r"`[^`\n]*`", "", prose(slug, language))):
        assert "<math" in convert(display or inline)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_links_lead_somewhere(slug: str, language: str) -> None:
    for target in LINK.findall(prose(slug, language)):
        if not target.startswith("/"):
            assert target.startswith("https://")
            continue
        place, _, anchor = target.partition("#")
        kind, name = place.strip("/").split("/")
        assert place.endswith("/") and (ROOT / "curriculum" / kind / name).is_dir(), target
        assert not anchor or anchor in [found for _, found in anchors(name, language)], target


@pytest.mark.parametrize(("exercise", "link"), sorted(set(diagnosis_links())))
def test_diagnoses_lead_to_a_paragraph(exercise: str, link: str) -> None:
    lesson, _, anchor = link.partition("#")
    for language in LANGUAGES:
        assert anchor in [name for _, name in anchors(lesson, language)]


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host(cell_python()) as found:
        yield found


@pytest.mark.sandbox
@pytest.mark.parametrize("slug", SLUGS)
def test_its_code_prints_what_the_page_shows(slug: str, host: Host) -> None:
    """In a cell and as the page's Run button has it run, up to the last block."""
    found = blocks(slug, "en")  # the Chinese page has the same ones
    result = run_blocks(program(found), host)
    assert result.status == "ok", f"{result.message['en']}\n{result.stderr}"
    for block, printed in zip(found, [*result.printed, result.stdout], strict=True):
        evidence = f"{block.code}\nprinted:\n{printed}\nshown:\n{block.shown}"
        assert same_output(printed.rstrip("\n"), block.shown), evidence
