"""The exercises prove themselves, agree with libraries that many trust, and know mistakes in any handwriting."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import Exercise, grade
from grader.verify import verify
from sandbox.host import Host, cell_python

PROJECT = Path(__file__).resolve().parents[2]
CURRICULUM = PROJECT / "curriculum"
FOLDERS = sorted(path.parent for path in (CURRICULUM / "exercises").glob("*/exercise.yaml"))
SLUGS = [folder.name for folder in FOLDERS]
ATTEMPTS = Path(__file__).parent / "attempts"  # <slug>/<what it must be diagnosed as>.py, of two at once <one>+<two>.py


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host(cell_python()) as made:
        yield made


def exercise(slug: str) -> Exercise:
    return Exercise.from_folder(CURRICULUM / "exercises" / slug)


def test_there_are_exercises() -> None:
    assert len(SLUGS) >= 7


@pytest.mark.parametrize("slug", SLUGS)
def test_files_have_no_problems(slug: str) -> None:
    assert exercise(slug).problems() == []


@pytest.mark.sandbox
@pytest.mark.parametrize("slug", SLUGS)
def test_proves_itself(slug: str, host: Host) -> None:
    (proof,) = verify([exercise(slug)], host, seeds=1)
    assert proof.problems == []


@pytest.mark.parametrize("slug", SLUGS)
def test_solution_agrees_with_an_oracle(slug: str) -> None:
    command = [str(cell_python()), str(Path(__file__).parent / "oracles"), slug]
    environment = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == f"{slug} agrees"


def attempts() -> list[Path]:
    return sorted(ATTEMPTS.glob("*/*.py"))


@pytest.mark.sandbox
@pytest.mark.parametrize("path", attempts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_knows_the_mistake_in_another_hand(path: Path, host: Host) -> None:
    """What these files do wrong is what a variant does wrong; nothing else about them is alike."""
    verdict = grade(exercise(path.parent.name), path.read_text("utf-8"), host)
    named = [diagnosis["id"] for diagnosis in verdict.diagnoses]
    assert verdict.status == "failed", verdict.to_json()
    assert named == path.stem.split("+")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_diagnosis_leads_to_a_paragraph(slug: str) -> None:
    lost = [
        f"{wrong.id} -> {wrong.link} ({language})"
        for wrong in exercise(slug).spec.wrong
        for language in ("zh", "en")
        if wrong.link.partition("#")[2] not in anchors(wrong.link.partition("#")[0], language)
    ]
    assert lost == []


def anchors(lesson: str, language: str) -> set[str]:
    """The ids that a lesson's author gave to paragraphs: `### Title {#id}`."""
    text = (CURRICULUM / "lessons" / lesson / f"{language}.md").read_text("utf-8")
    return set(re.findall(r"\{[^}\n]*#([\w-]+)[^}\n]*\}", text))


@pytest.mark.parametrize("slug", SLUGS)
def test_statements_show_the_signature(slug: str) -> None:
    """Both languages name everything that must exist, and have the same sections, tables and code."""
    it = exercise(slug)
    texts = [it.files[f"statement.{language}.md"] for language in ("zh", "en")]
    for name in it.spec.entry.all:
        assert all(name in text for text in texts)
    outlines = [[line[:2] for line in text.splitlines() if line[:2] in ("##", "``", "$$", "| ")] for text in texts]
    assert outlines[0] == outlines[1]
