"""The story a verdict tells, for every way an attempt can end, in both languages."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.evidence import Evidence, heat, level
from jieti.submissions.models import Submission
from tests.jieti.submissions.conftest import VERDICTS, graded, verdict

NAMES = sorted(path.stem for path in VERDICTS.glob("*.json"))


def told(submission: Submission, language: str = "en") -> str:
    with translation.override(language):
        return render_to_string("submissions/_verdict.html", {"submission": submission, "viewer": submission.learner})


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", NAMES)
def test_every_ending_is_told(ada: User, exercise: Exercise, name: str, language: str) -> None:
    kind = "run" if name.startswith("r") else "submit"
    html = told(graded(ada, exercise, name, kind=kind), language)
    assert 'class="verdict-line' in html
    assert "style=" not in html and "<script" not in html
    assert "{&#x27;zh&#x27;" not in html and ">None<" not in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("passed", ["Passed: all 9 checks hold"]),
        ("diagnosed", ["Not yet", "not divided by sqrt(d)", "First difference, at", "Largest difference"]),
        ("shape", ["Axis", "swapped"]),
        ("nan", ["NaN"]),
        ("error", ["It does not run yet", "NotImplementedError", 'data-line="13"']),
        ("syntax", ["Python cannot read line 3", 'data-line="3"']),
        ("forbidden", ["This shortcut is not allowed here", "line 5"]),
        ("timeout", ["Stopped: it took too long", "waiting in the queue is not counted"]),
        ("broken", ["This exercise is broken, not your code", "not counted"]),
        ("ran", ["It ran", "hello &lt;b&gt;there&lt;/b&gt;"]),
        ("run-error", ["list index out of range", 'data-line="3"']),
    ],
)
def test_the_story_says_what_matters(ada: User, exercise: Exercise, name: str, words: list[str]) -> None:
    html = told(graded(ada, exercise, name, kind="run" if name.startswith("r") else "submit"))
    assert [word for word in words if word not in html] == []


def test_the_diagnosis_leads_to_its_paragraph(ada: User, exercise: Exercise) -> None:
    assert 'href="/lessons/self-attention/#scale"' in told(graded(ada, exercise, "diagnosed"))


def test_the_diagnosis_comes_before_the_evidence(ada: User, exercise: Exercise) -> None:
    html = told(graded(ada, exercise, "diagnosed"))
    assert html.index("not divided by sqrt(d)") < html.index("First difference") < html.index("The checks")


def test_a_fault_of_ours_reads_as_ours(ada: User, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "a")
    while row.state != "done":
        claimed = Submission.objects.claim()
        assert claimed is not None
        claimed.fault("secret detail for operators")
        row.refresh_from_db()
    html = told(row)
    assert "It is not your code" in html and "not counted" in html
    assert "secret detail" not in html and "does not run" not in html


def test_marks_are_words_as_well_as_colours(ada: User, exercise: Exercise) -> None:
    html = told(graded(ada, exercise, "diagnosed"))
    assert html.count('<span class="word">does not hold</span>') == 8
    assert html.count('<span class="word">holds</span>') == 1


@pytest.mark.parametrize(
    ("value", "largest", "expected"),
    [(0.0, 1.0, "h0"), (1e-9, 1.0, "h1"), (1.0, 1.0, "h9"), (-1.0, 1.0, "h9"), (None, 1.0, "hn"), (0.5, 1.0, "h5")],
)
def test_heat_levels(value: float | None, largest: float, expected: str) -> None:
    assert level(value, largest) == expected


@pytest.mark.parametrize("picture", [None, {}, {"values": []}, {"values": [[]]}, "x"])
def test_no_picture_is_no_heat_map(picture: object) -> None:
    assert heat(picture) is None


@pytest.mark.parametrize(
    "detail", [{}, {"kind": "shape"}, {"kind": "values", "first": {}}, {"kind": "bound"}, {"line": True}]
)
def test_evidence_may_be_missing(detail: dict[str, object]) -> None:
    evidence = Evidence(detail)
    assert isinstance(evidence.rows, list) and evidence.heat is None and evidence.line is None


def failing(**fields: Any) -> dict[str, Any]:
    return {**verdict("diagnosed"), **fields}


def finished(ada: User, exercise: Exercise, body: dict[str, Any]) -> Submission:
    row = Submission.objects.submit(ada, exercise, "x = 1\n")
    claimed = Submission.objects.claim()
    assert claimed is not None and claimed.pk == row.pk and claimed.finish(body)
    return claimed


def test_two_mistakes_at_once_are_told_as_two(ada: User, exercise: Exercise) -> None:
    one = {"id": "a", "message": {"zh": "甲", "en": "Mistake one"}, "link": "x", "together": True}
    two = {"id": "b", "message": {"zh": "乙", "en": "Mistake two"}, "link": "x", "together": True}
    html = told(finished(ada, exercise, failing(diagnoses=[one, two])))
    assert html.count("Two known mistakes at once") == 1
    assert html.index("Two known mistakes") < html.index("Mistake one") < html.index("Mistake two")


@pytest.mark.parametrize(("language", "words"), [("en", "See it for yourself"), ("zh-hans", "自己看看")])
def test_the_same_inputs_are_to_be_had(ada: User, exercise: Exercise, language: str, words: str) -> None:
    again = {"check": "values", "seed": "0x12", "call": "print(dot([1], ['<b>']))"}
    row = finished(ada, exercise, failing(reproduce=again))
    html = told(row, language)
    assert words in html
    assert "print(dot([1], [&#x27;&lt;b&gt;&#x27;]))" in html
    assert f'href="/submissions/{row.pk}/reproduce.py"' in html
    assert "--seed 0x12" in html


def test_without_a_short_call_there_is_still_the_program(ada: User, exercise: Exercise) -> None:
    html = told(finished(ada, exercise, failing(reproduce={"check": "values", "seed": "0x12", "call": ""})))
    assert "reproduce.py" in html and "Put it at the end of your file" in html


def test_how_all_numbers_are_off_is_said(ada: User, exercise: Exercise) -> None:
    body = failing()
    detail = next(check["detail"] for check in body["checks"] if check["status"] == "failed")
    detail |= {"relation": {"zh": "两倍。", "en": "Twice."}, "relative_error": 0.25, "path": "['q']"}
    html = told(finished(ada, exercise, body))
    assert "Twice." in html and "Relative error" in html and "0.25" in html
    assert "at [&#x27;q&#x27;][B=0, h=0, Tq=0, dv=0]" in html


def test_where_numbers_are_not_finite_is_said() -> None:
    detail = {"kind": "not-finite", "not_finite": "B=0, Tq=1", "first": {"index": [0, 1], "got": "nan", "want": 1.0}}
    assert [row.got for row in Evidence(detail).rows] == ["nan", "B=0, Tq=1"]
