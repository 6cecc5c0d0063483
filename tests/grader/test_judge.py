"""Type, dtype, shape, finiteness, and only then values; nothing broadcasts, nothing is all-close by accident."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import AuthorFault
from grader.cells import Raised, Seen
from grader.frames import Array
from grader.judge import judge
from grader.picture import shrunk
from grader.spec import Bilingual, Check
from grader.verdict import CheckResult

SAID = Bilingual(zh="错。", en="Wrong.")


def check(rule: Any = "close", **fields: Any) -> Check:
    return Check(id="it", title=SAID, rule=rule, failed=SAID, **fields)


def array(values: Any, dtype: str = "float32", source: str = "torch") -> Array:
    stored = dtype if dtype not in ("bfloat16",) else "float32"
    return Array(np.asarray(values, stored), dtype, source)


def result(got: Any, want: Any, rule: Check | None = None, secrets: Any = None) -> CheckResult:
    return judge(rule or check(), Seen(got), Seen(want), secrets)


def passes(got: Any, want: Any, rule: Check | None = None) -> bool:
    return result(got, want, rule).status == "passed"


def said(got: Any, want: Any, rule: Check | None = None, secrets: Any = None) -> str:
    found = result(got, want, rule, secrets)
    assert found.status == "failed"
    assert set(found.message) == {"zh", "en"}
    return found.message["en"].removeprefix("Wrong. ")


@pytest.mark.parametrize(
    "dtype, inside, outside",
    [("float64", 5e-6, 5e-5), ("float32", 5e-5, 5e-4), ("float16", 5e-3, 5e-2), ("bfloat16", 2e-2, 1e-1)],
)
def test_tolerance_fits_the_dtype(dtype: str, inside: float, outside: float) -> None:
    want = np.linspace(1, 2, 7)
    assert passes(array(want * (1 + inside), dtype), array(want, dtype))
    assert not passes(array(want * (1 + outside), dtype), array(want, dtype))


def test_tolerance_stays_finite_among_enormous_values() -> None:
    want = np.array([1e200, 2e200, 3e200])
    assert not passes(array(want * 1.01, "float64"), array(want, "float64"))
    assert not passes(array(np.zeros(3), "float64"), array(want, "float64"))
    assert passes(array(want * (1 + 1e-7), "float64"), array(want, "float64"))


def test_tolerance_of_the_exercise_goes_first() -> None:
    loose = check(tolerance={"rtol": 0.1, "atol": 0})
    assert passes(array([1.05]), array([1.0]), loose)
    assert not passes(array([0.001]), array([0.0]), loose)


def test_absolute_tolerance_grows_with_large_values_only() -> None:
    assert passes(array([1000.0, 1e-4]), array([1000.0, 0.0]))
    assert not passes(array([1.0, 1e-4]), array([1.0, 0.0]))


@pytest.mark.parametrize(
    "got",
    [
        array([0.5]),
        array(0.5),
        array([]),
        array([[0.5, 0.5]]),
        array([0.5, 0.5], "float64"),
        array([0.5, 0.5], "float16"),
        array([0.5, 0.5], source="numpy"),
        array([True, True], "bool"),
        array([1, 1], "int64"),
        array([0.5, np.nan]),
        array([0.5, np.inf]),
        array([0.0, 0.0]),
        [0.5, 0.5],
        0.5,
        None,
    ],
)
def test_nothing_but_the_same_passes(got: Any) -> None:
    assert passes(array([0.5, 0.5]), array([0.5, 0.5]))
    assert not passes(got, array([0.5, 0.5]))


def test_nan_and_infinity_pass_only_where_the_reference_has_them() -> None:
    want = array([np.nan, np.inf, -np.inf, 1])
    assert passes(want, want)
    assert not passes(array([np.nan, np.nan, -np.inf, 1]), want)
    assert not passes(array([np.nan, -np.inf, -np.inf, 1]), want)
    assert not passes(array([0, np.inf, -np.inf, 1]), want)


def test_width_of_integers_does_not_matter_their_values_do() -> None:
    assert passes(array([1, 2], "int32"), array([1, 2], "int64"))
    assert not passes(array([1, 3], "int64"), array([1, 2], "int64"))
    assert not passes(array([2**60 + 1], "int64"), array([2**60], "int64"), check("equal"))
    assert not passes(array([2**60 + 1], "int64"), array([2**60], "int64"))


def test_width_of_floats_may_be_left_open() -> None:
    assert passes(array([1], "float64"), array([1]), check(dtype="kind"))
    assert not passes(array([1], "int64"), array([1]), check(dtype="kind"))


def test_empty_arrays_are_equal_only_in_shape() -> None:
    assert passes(array(np.zeros((0, 3))), array(np.zeros((0, 3))))
    assert not passes(array(np.zeros((3, 0))), array(np.zeros((0, 3))))


def test_shape_is_told_by_the_names_of_its_axes() -> None:
    named = check(axes=["B", "H", "Tq", "dv"])
    want = array(np.zeros((2, 3, 5, 4)))
    assert said(array(np.zeros((2, 3, 5, 7))), want, named) == (
        "Expected shape (B=2, H=3, Tq=5, dv=4), got (B=2, H=3, Tq=5, dv=7): axis dv is off."
    )
    assert said(array(np.zeros((2, 3, 4, 5))), want, named).endswith("axes Tq and dv seem to be swapped.")
    assert said(array(np.zeros((2, 5, 4))), want, named) == (
        "Expected shape (B=2, H=3, Tq=5, dv=4), got (2, 5, 4): 4 axes, not 3."
    )


def test_values_are_told_by_the_first_that_differs() -> None:
    want = np.arange(12.0).reshape(3, 4)
    got = want.copy()
    got[1, 2:] += 0.5
    found = result(array(got), array(want), check(axes=["T", "C"]))
    assert found.message["en"] == (
        "Wrong. First difference at [T=1, C=2]: you have 6.5, expected 6; 2 of 12 differ, by up to 0.5."
    )
    assert (
        found.message["zh"] == "错。第一个不同在 [T=1, C=2]：你的是 6.5，应为 6；共 12 个数，2 个不同，最多相差 0.5。"
    )
    assert found.detail["picture"]["values"][1] == [0, 0, 0.5, 0.5]


def test_no_more_than_one_expected_value_is_revealed() -> None:
    want = np.random.default_rng(0).random((4, 4)) + 1
    found = result(array(np.zeros((4, 4))), array(want))
    text = str({key: value for key, value in found.detail.items() if key != "picture"}) + str(found.message)
    assert [float(f"{value:.4g}") for value in want.ravel() if f"{value:.4f}" in text] in (
        [],
        [float(f"{want[0, 0]:.4g}")],
    )


@pytest.mark.parametrize(
    "got, want, sentence",
    [
        (None, 1.0, "Expected a number, got None: is a return missing?"),
        ("1", 1.0, "Expected a number, got a string."),
        (True, 1, "Expected a number, got True or False."),
        (2, 3, "Expected 3, you have 2."),
        ([1, 2], [1, 2, 3], "Expected length 3, got 2."),
        ([1, [2, 4]], [1, [2, 3]], "Expected 3 at [1][1], you have 4."),
        ({"a": 1}, {"a": 1, "b": 2}, "The keys 'b' are missing."),
        ({"a": 1, "c": 2}, {"a": 1}, "The keys 'c' should not be there."),
        ({"a": 1}, {"a": 2}, "Expected 2 at ['a'], you have 1."),
        ("pear", "plum", "Expected 'plum', you have 'pear'."),
    ],
)
def test_plain_values_are_told(got: Any, want: Any, sentence: str) -> None:
    assert said(got, want, check("equal")) == sentence


def test_plain_values_that_pass() -> None:
    assert passes((1, 2), [1, 2], check("equal"))
    assert passes(1.00001, 1.0)
    assert not passes(1.00001, 1.0, check("equal"))
    assert passes({"b": 1, "a": [None, True, "x"]}, {"a": [None, True, "x"], "b": 1}, check("equal"))
    assert passes(float("nan"), float("nan"))
    assert not passes(float("nan"), 1.0)
    assert passes(3, 3.0)


@pytest.mark.parametrize(
    "rule, got, status",
    [
        (check("at_least", value=0.9), 0.95, "passed"),
        (check("at_least", value=0.9), 0.85, "failed"),
        (check("at_most", value=0.1), 0.05, "passed"),
        (check("at_most", value=0.1), 0.15, "failed"),
        (check("at_most", value=0.1), float("nan"), "failed"),
        (check("at_most", value=0.1), float("-inf"), "failed"),
        (check("at_most", value=0.1), None, "failed"),
        (check("at_most", value=0.1), False, "failed"),
        (check("at_most", value=0.1), "0", "failed"),
        (check("at_most", value=0.1), 10**400, "failed"),
        (check("between", low=1, high=2), 1.5, "passed"),
        (check("between", low=1, high=2), 2.5, "failed"),
        (check("between", low=1, high=2), 0.5, "failed"),
        (check("at_most", value=0.1), array([0.05, 0.2]), "failed"),
        (check("at_most", value=0.1), array([]), "failed"),
        (check("at_most", value=0.1), array([0.05, 0.02]), "passed"),
    ],
)
def test_bounds(rule: Check, got: Any, status: str) -> None:
    assert result(got, 1.0, rule).status == status


ACCURACY: dict[str, Any] = {"rule": "accuracy", "secret": "labels", "at_least": 0.75}
LABELS = {"labels": array([0, 1, 2, 3], "int64")}


@pytest.mark.parametrize(
    "got, sentence",
    [
        (array([0, 1, 0, 0], "int64"), "The accuracy is 50.0%; it must be at least 75.0%."),
        (array([0, 1, 2], "int64"), "Expected shape (4,), got (3,)."),
        (array([[0, 1, 2, 3]] * 4, "int64"), "Expected shape (4,), got (4, 4)."),
        (array([0, 1, 2, 3], "float32"), "Expected dtype int64, got float32."),
        ([0, 1, 2, 3], "Expected a tensor, got a list."),
        (None, "Expected a tensor, got None: is a return missing?"),
    ],
)
def test_accuracy_reveals_no_label(got: Any, sentence: str) -> None:
    assert said(got, None, check(**ACCURACY), LABELS) == sentence


def test_accuracy_has_two_bounds() -> None:
    rule = check(**ACCURACY, at_most=0.9)
    assert result(array([0, 1, 2, 0], "int64"), None, rule, LABELS).status == "passed"
    assert "too good to be true" in said(array([0, 1, 2, 3], "int64"), None, rule, LABELS)


def test_missing_secret_is_the_authors_fault() -> None:
    with pytest.raises(AuthorFault):
        result(array([0], "int64"), None, check(**ACCURACY), {})


def test_exception_is_told_with_its_line() -> None:
    found = judge(check(), Raised("ValueError", "no", 7, "Traceback"), Seen(1), None)
    assert found.message == {"zh": "错。第 7 行出错：ValueError: no", "en": "Wrong. Line 7 raises ValueError: no"}


@settings(deadline=None)
@given(st.integers(0, 70), st.integers(0, 70))
def test_pictures_are_small_and_keep_the_largest(rows: int, columns: int) -> None:
    matrix = np.random.default_rng(rows * 100 + columns).random((rows, columns))
    shown = shrunk(matrix)
    assert len(shown) <= 16 and all(len(row) <= 16 for row in shown)
    if matrix.size:
        assert max(max(row) for row in shown if row) == float(f"{matrix.max():.4g}")  # type: ignore[type-var]  # finite
