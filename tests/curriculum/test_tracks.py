"""The five roadmaps are all there: nothing of the originals is lost, and no day is invented."""

from collections import Counter

import pytest
import yaml

from grader import Exercise
from jieti.courses.content import Place, TrackFile, walk
from jieti.courses.reading import read_curriculum
from jieti.settings.paths import CURRICULUM

FILES = sorted((CURRICULUM / "tracks").glob("*.yaml"))


@pytest.fixture(scope="module")
def tracks() -> dict[str, TrackFile]:
    read = [TrackFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in FILES]
    return {track.key: track for track in read}


def places(track: TrackFile) -> dict[str, Place]:
    return {place.unit.key: place for place in walk(track.units)}


def test_five_roadmaps(tracks: dict[str, TrackFile]) -> None:
    assert {track.slug for track in tracks.values()} == {
        "42-days",
        "nine-weeks",
        "nine-stages",
        "concept-tree",
        "engineer",
    }


def test_31_stages_and_42_days(tracks: dict[str, TrackFile]) -> None:
    kinds = Counter(place.unit.kind for track in tracks.values() for place in walk(track.units))
    assert kinds["stage"] == 31
    assert kinds["day"] == 42
    days = [place.unit.number for place in walk(tracks["T0"].units) if place.unit.kind == "day"]
    assert days == list(range(1, 43))


def test_307_topics(tracks: dict[str, TrackFile]) -> None:
    counts = {
        key: len(track.preface) + sum(len(place.unit.topics) for place in walk(track.units))
        for key, track in tracks.items()
    }
    assert sum(counts.values()) == 307


def test_29_inconsistencies_are_footnotes(tracks: dict[str, TrackFile]) -> None:
    ids = [note.id for track in tracks.values() for note in track.notes]
    expected = {"I": 8, "J": 6, "K": 3, "L": 8, "M": 4}
    assert sorted(ids) == sorted(f"{letter}{n}" for letter, last in expected.items() for n in range(1, last + 1))
    assert len(ids) == 29


def test_31_links(tracks: dict[str, TrackFile]) -> None:
    urls = [resource.url for track in tracks.values() for resource in track.resources if resource.url]
    urls += [r.url for track in tracks.values() for place in walk(track.units) for r in place.unit.resources if r.url]
    assert len(urls) == len(set(urls)) == 31


def test_the_swapped_weeks_follow_the_table(tracks: dict[str, TrackFile]) -> None:
    units = places(tracks["T0"])
    assert [day.number for day in units["T0.W6"].unit.units] == list(range(29, 36))
    assert [day.number for day in units["T0.W7"].unit.units] == list(range(36, 43))


def test_task_weeks_have_no_invented_days(tracks: dict[str, TrackFile]) -> None:
    units = places(tracks["T0"])
    assert not units["T0.W5"].unit.units and len(units["T0.W5"].unit.topics) == 3
    assert not units["T0.W8"].unit.units and len(units["T0.W8"].unit.topics) == 8


def test_chapter_practice_lies_between_weeks_4_and_5(tracks: dict[str, TrackFile]) -> None:
    assert [unit.key for unit in places(tracks["T0"])["T0.C4"].unit.units] == ["T0.W4", "T0.C4.P", "T0.W5"]


def test_nine_weeks_and_no_buffer_weeks_made_up(tracks: dict[str, TrackFile]) -> None:
    weeks = [place.unit for place in walk(tracks["T1"].units) if place.unit.kind == "week"]
    assert len(weeks) == 7 and all(len(week.units) == 2 for week in weeks)


def test_hours_of_the_six_weeks(tracks: dict[str, TrackFile]) -> None:
    weeks = [place.unit for place in walk(tracks["T3"].units) if place.unit.kind == "week"]
    assert sum(week.minutes or 0 for week in weeks) == 76 * 60
    steps = [place.unit for place in walk(tracks["T3"].units) if place.unit.key.startswith("T3.C.step")]
    assert sum(step.minutes or 0 for step in steps) == 390


def test_the_promotional_list_is_an_appendix(tracks: dict[str, TrackFile]) -> None:
    assert tracks["T4"].appendix is not None and len(tracks["T4"].appendix.items) == 7
    assert sum(place.unit.kind == "stage" for place in walk(tracks["T4"].units)) == 5


def test_every_roadmap_asks_for_the_same_lessons_and_exercises(tracks: dict[str, TrackFile]) -> None:
    asked = [
        {(item.lesson, item.exercise) for place in walk(track.units) for item in place.unit.items if not item.project}
        for track in tracks.values()
    ]
    there = {(path.name, None) for path in (CURRICULUM / "lessons").iterdir()}
    there |= {(None, path.name) for path in (CURRICULUM / "exercises").iterdir()}
    assert asked[0] == there
    assert all(items == asked[0] for items in asked)


def lesson_of(exercise: str) -> str:
    """The lesson that most of its diagnoses lead to."""
    wrong = Exercise.from_folder(CURRICULUM / "exercises" / exercise).spec.wrong
    return Counter(variant.link.partition("#")[0] for variant in wrong).most_common(1)[0][0]


def test_a_plan_asks_for_a_lesson_before_its_exercises(tracks: dict[str, TrackFile]) -> None:
    for track in tracks.values():
        order = [(item.lesson, item.exercise) for place in walk(track.units) for item in place.unit.items]
        for place in walk(track.units):
            for item in place.unit.items:
                if item.exercise and not item.optional:
                    taught = lesson_of(item.exercise)
                    assert order.index((taught, None)) < order.index((None, item.exercise)), item.exercise


def test_the_days_of_the_main_job(tracks: dict[str, TrackFile]) -> None:
    units = places(tracks["T0"])
    asked = {
        number: [item.lesson or item.exercise for item in units[f"T0.D{number}"].unit.items]
        for number in (6, 7, 18, 19, 20, 26)
    }
    assert asked[6][:2] == ["pytorch-tensors-and-modules", "mlp-forward"]
    assert asked[26][:3] == ["lora", "lora-linear", "lora-gpt2"]
    assert all(asked.values())


def test_the_whole_curriculum_is_in_order() -> None:
    curriculum = read_curriculum(CURRICULUM)
    assert len(curriculum.lessons) >= 7 and len(curriculum.exercises) >= 7
