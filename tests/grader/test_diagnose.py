"""A mistake is named when everything agrees: alone, or two at once; a wrong name is worse than none."""

from typing import Any

import numpy as np
import pytest

from grader import Exercise
from grader.cells import Case, Outcomes, Raised, Seen
from grader.diagnose import diagnose
from grader.frames import Array
from grader.verdict import Status, Verdict

YAML = """
title: {zh: 题, en: It}
summary: {zh: 题。, en: It.}
image: python
minutes: 5
difficulty: 1
entry: {kind: function, name: it}
hints: [{zh: 一, en: One}, {zh: 二, en: Two}, {zh: 三, en: Three}]
checks:
- {id: values, title: {zh: 值, en: Values}, rule: close, failed: {zh: 错, en: Wrong}}
- {id: edge, title: {zh: 边, en: Edge}, rule: close, failed: {zh: 错, en: Wrong}}
- {id: slope, title: {zh: 梯度, en: Slope}, rule: close, failed: {zh: 错, en: Wrong}}
- {id: loss, title: {zh: 损失, en: Loss}, rule: at_most, value: 1, failed: {zh: 错, en: Wrong}}
wrong:
- {id: one, message: {zh: 甲, en: One}, link: x}
- {id: two, message: {zh: 乙, en: Two}, link: x}
- {id: three, message: {zh: 丙, en: Three}, link: x}
right: [other]
"""


def array(*values: float) -> Seen:
    return Seen(Array(np.array(values), "float64", "numpy"))


def raised(kind: str, text: str = "no") -> Raised:
    return Raised(kind, text, 1, "")


RIGHT: Outcomes = {"values": array(1, 2, 3), "edge": array(0, 0, 5), "slope": array(1, 1, 1), "loss": Seen(0.5)}


def doing(**changes: Any) -> Outcomes:
    return {**RIGHT, **changes}


def named(mine: Outcomes, yaml: str = YAML, **variants: Outcomes) -> list[str]:
    exercise = Exercise.from_files("it", {"exercise.yaml": yaml})
    case = Case(b"", b"", 0, RIGHT, None, 0, dict.fromkeys(RIGHT, 1.0))
    found = diagnose(exercise, case, mine, variants)
    assert len({diagnosis.get("together", False) for diagnosis in found}) <= 1
    return [diagnosis["id"] + "+" * diagnosis.get("together", False) for diagnosis in found]


ONE = doing(values=array(2, 4, 6))
TWO = doing(slope=array(0, 0, 0))


def test_one_that_does_the_same_is_named() -> None:
    assert named(ONE, one=ONE, two=TWO) == ["one"]


def test_what_several_say_alike_is_told_once() -> None:
    def said(name: str, words: str, **more: bool) -> dict[str, Any]:
        return {"id": name, "message": {"zh": words, "en": words}, "link": "x", **more}

    found = (said("one", "the same"), said("two", "another"), said("three", "the same"))
    assert [one["id"] for one in verdict(found).to_json()["diagnoses"]] == ["one", "two"]
    both = (said("one", "the same", together=True), said("two", "the same", together=True))
    assert verdict(both).named() == list(both)


def verdict(diagnoses: tuple[dict[str, Any], ...]) -> Verdict:
    return Verdict("it", "1", Status.FAILED, {"zh": "", "en": ""}, diagnoses=diagnoses)


def test_one_that_differs_anywhere_is_not() -> None:
    assert named(doing(values=array(2, 4, 6), slope=array(0, 0, 1)), one=ONE, two=TWO) == []
    assert named(doing(values=array(2, 4, 6.1)), one=ONE, two=TWO) == []


def test_two_mistakes_at_once_are_both_named() -> None:
    assert named(doing(values=array(2, 4, 6), slope=array(0, 0, 0)), one=ONE, two=TWO) == ["one+", "two+"]


def test_one_that_does_it_all_goes_before_two() -> None:
    both = doing(values=array(2, 4, 6), slope=array(0, 0, 0))
    assert named(both, one=ONE, two=TWO, three=both) == ["three"]


def test_two_must_explain_everything() -> None:
    mine = doing(values=array(2, 4, 6), slope=array(0, 0, 0), edge=array(1, 1, 1))
    assert named(mine, one=ONE, two=TWO) == []


def test_what_passes_must_pass_for_both() -> None:
    two = doing(slope=array(0, 0, 0), edge=array(1, 1, 1))
    assert named(doing(values=array(2, 4, 6), slope=array(0, 0, 0)), one=ONE, two=two) == []


def test_where_both_fail_each_number_is_that_of_one_of_them() -> None:
    one = doing(values=array(2, 4, 6), edge=array(0, 0, 10))  # twice everything
    two = doing(slope=array(0, 0, 0), edge=array(np.nan, 0, 5))  # NaN in an empty row
    mine = {"values": array(2, 4, 6), "slope": array(0, 0, 0)}
    assert named(doing(**mine, edge=array(np.nan, 0, 10)), one=one, two=two) == ["one+", "two+"]
    assert named(doing(**mine, edge=array(np.nan, 0, 7)), one=one, two=two) == []


def test_several_pairs_that_would_do_are_none() -> None:
    mine = doing(values=array(2, 4, 6), slope=array(0, 0, 0))
    assert named(mine, one=ONE, two=TWO, three=TWO) == []
    same = YAML.replace("{zh: 丙, en: Three}", "{zh: 乙, en: Two}")
    assert named(mine, same, one=ONE, two=TWO, three=TWO) == ["one+", "two+"]


def test_of_two_pairs_the_one_that_is_no_more_than_needed() -> None:
    mine = doing(values=array(2, 4, 6), slope=array(0, 0, 0), edge=array(9, 9, 9))
    one = doing(values=array(2, 4, 6))
    two = doing(slope=array(0, 0, 0), edge=array(9, 9, 9))
    three = doing(values=array(2, 4, 6), edge=array(9, 9, 9))  # "one", and something of "two" as well
    assert named(mine, one=one, two=two, three=three) == ["one+", "two+"]


def test_two_crashes_or_bounds_prove_no_pair() -> None:
    crash = doing(slope=raised("ValueError"))
    assert named(doing(values=array(2, 4, 6), slope=raised("ValueError")), one=ONE, two=crash) == []
    slow = doing(loss=Seen(7.0))
    assert named(doing(values=array(2, 4, 6), loss=Seen(7.0)), one=ONE, two=slow) == []


def test_crash_in_another_way_is_the_same_where_a_wrong_value_says_so() -> None:
    variant = doing(values=array(2, 4, 6), edge=raised("ValueError"))
    assert named(doing(values=array(2, 4, 6), edge=raised("RuntimeError")), one=variant) == ["one"]
    assert named(doing(edge=raised("RuntimeError")), one=doing(edge=raised("ValueError"))) == []


def test_bound_is_no_evidence_for_crashes_of_another_kind() -> None:
    variant = doing(loss=Seen(7.0), edge=raised("ValueError"))
    assert named(doing(loss=Seen(7.0), edge=raised("RuntimeError")), one=variant) == []
    assert named(doing(loss=Seen(7.0), edge=raised("ValueError", "other words")), one=variant) == ["one"]


def test_crash_of_the_same_kind_goes_before_another() -> None:
    one = doing(values=array(2, 4, 6), edge=raised("ValueError"))
    two = doing(values=array(2, 4, 6), edge=raised("RuntimeError"))
    assert named(doing(values=array(2, 4, 6), edge=raised("RuntimeError")), one=one, two=two) == ["two"]
    assert named(doing(values=array(2, 4, 6), edge=raised("IndexError")), one=one, two=two) == []


LOOSE = YAML.replace("{id: one, message: {zh: 甲, en: One}", "{id: one, loose: [slope], message: {zh: 甲, en: One}")


def test_loose_check_only_has_to_fail_as_well() -> None:
    variant = doing(values=array(2, 4, 6), slope=array(3, -8, 100))
    mine = doing(values=array(2, 4, 6), slope=array(-70, 2, 4))
    assert named(mine, one=variant) == []
    assert named(mine, LOOSE, one=variant) == ["one"]
    assert named(doing(values=array(2, 4, 6), slope=raised("ValueError")), LOOSE, one=variant) == ["one"]
    assert named(ONE, LOOSE, one=variant) == []


def test_loose_check_is_no_evidence() -> None:
    assert named(doing(slope=array(5, 5, 5)), LOOSE, one=doing(slope=array(3, -8, 100))) == []


@pytest.mark.parametrize("name", ["slope", "sloppe"])
def test_loose_checks_exist(name: str) -> None:
    yaml = LOOSE.replace("loose: [slope]", f"loose: [{name}]")
    told = [str(problem) for problem in Exercise.from_files("it", {"exercise.yaml": yaml}).problems()]
    wrong = [line for line in told if "loose" in line]
    assert wrong == ([] if name == "slope" else ["exercise.yaml:15: wrong.0.loose: there is no check sloppe"])
