"""The concept map: steps, the reader's state, and files that are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from jieti.accounts.models import User
from jieti.courses.conceptmap import concept_map
from jieti.courses.exporting import export
from jieti.courses.loading import load
from jieti.courses.models import Concept
from jieti.courses.outcome import Outcome
from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from jieti.study.models import Completion

Load = Callable[[], Outcome]

CONCEPTS = """\
concepts:
- {id: ground, title: {zh: 地面, en: Ground}, gives: {zh: 站脚, en: A footing}, lessons: [attention]}
- {id: wall, title: {zh: 墙, en: Wall}, gives: {zh: 高, en: Height}, needs: [ground], exercises: [dot]}
- id: roof
  title: {zh: 屋顶, en: <b>Roof</b>}
  gives: {zh: 遮雨, en: Shelter}
  skipped: {zh: 淋雨, en: You get wet}
  needs: [ground, wall]
"""


@pytest.fixture
def concepts(folder: Path, load_folder: Load) -> Path:
    path = folder / "concepts.yaml"
    path.write_text(CONCEPTS, encoding="utf-8")
    load_folder()
    return path


def states(reader: User | None) -> list[list[tuple[str, str]]]:
    return [[(node.concept.key, node.state) for node in step] for step in concept_map(reader)]


def test_each_lies_above_all_that_it_needs(concepts: Path) -> None:
    assert states(None) == [[("ground", "open")], [("wall", "ahead")], [("roof", "ahead")]]


def test_the_reader_is_on_it(concepts: Path, ada: User) -> None:
    Completion.objects.record(ada, Completion.Kind.LESSON, "attention")
    assert states(ada) == [[("ground", "climbed")], [("wall", "open")], [("roof", "ahead")]]
    Completion.objects.record(ada, Completion.Kind.EXERCISE, "dot")
    assert states(ada)[2] == [("roof", "climbed")]  # nothing teaches it, and it stands on what is climbed
    assert states(None)[0] == [("ground", "open")]


def test_anybody_may_look_at_the_map(concepts: Path, client: Client) -> None:
    page = client.get("/concepts/", headers={"accept-language": "en"}).content.decode()
    assert 'id="roof"' in page and "You get wet" in page and 'href="/lessons/attention/"' in page
    assert "&lt;b&gt;Roof&lt;/b&gt;" in page and "<b>Roof" not in page


def test_tables_of_the_roadmap_stand_beside_it(folder: Path, load_folder: Load, client: Client) -> None:
    path = folder / "tracks/0-short.yaml"
    text = path.read_text(encoding="utf-8").replace("X0", "T3").replace("T3.C1", "T3.C")
    path.write_text(text.replace("id: T3.table", "id: T3.E.history"), encoding="utf-8")
    load_folder()
    page = client.get("/concepts/", headers={"accept-language": "en"}).content.decode()
    assert 'href="/roadmaps/short/T3.C/"' in page and "<caption>" in page


def test_a_map_takes_few_queries(concepts: Path, ada: User, django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(4):  # completions, lessons, exercises, concepts
        concept_map(ada)


def test_without_a_map_the_page_says_so(client: Client, db: None) -> None:
    assert "There are no concepts yet" in client.get("/concepts/", headers={"accept-language": "en"}).content.decode()


def test_it_is_exported(concepts: Path, folder: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", folder)
    assert load(read_curriculum(tmp_path / "out")).is_quiet
    assert Concept.objects.count() == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: wall", "id: ground", "concepts.yaml:3: ground occurs twice"),
        ("needs: [ground]", "needs: [roof]", "concepts.yaml:3: wall needs roof, which does not come before it"),
        ("[attention]", "[away]", "concepts.yaml:2: there is no lesson away"),
        ("[dot]", "[away]", "concepts.yaml:3: there is no exercise away"),
        ("id: roof", "id: Roof", "concepts.yaml:4: "),
    ],
)
def test_a_wrong_map_is_refused_with_its_line(concepts: Path, load_folder: Load, old: str, new: str, said: str) -> None:
    concepts.write_text(CONCEPTS.replace(old, new, 1), encoding="utf-8")
    with translation.override("en"), pytest.raises(Invalid) as refused:
        load_folder()
    assert any(str(problem).startswith(said) for problem in refused.value.problems)
