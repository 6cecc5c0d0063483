"""After a verdict the same inputs can be had again, by a call that can be copied, a seed, or a program."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import Exercise, grade, run
from grader.cells import noise_of, reference
from grader.reproduce import quoted, script
from sandbox.host import Host
from sandbox.inside.calls import MOST, call

WRONG = "import torch\n\ndef softmax(x):\n    return x * 2 + 1\n"


@pytest.mark.sandbox
def test_first_failed_check_can_be_had_again(softmax: Exercise, host: Host) -> None:
    verdict = grade(softmax, softmax.files["wrong/no-shift.py"], host)
    assert verdict.reproduce["check"] == "large"
    seed = int(verdict.reproduce["seed"], 0)
    again = grade(softmax, softmax.files["wrong/no-shift.py"], host, seed=seed)
    assert [check.message for check in again.checks] == [check.message for check in verdict.checks]


@pytest.mark.sandbox
def test_what_passes_needs_no_inputs(softmax: Exercise, host: Host) -> None:
    assert grade(softmax, softmax.files["solution.py"], host).reproduce == {}


@pytest.mark.sandbox
def test_call_is_a_program_that_shows_the_value_of_the_verdict(softmax: Exercise, host: Host) -> None:
    verdict = grade(softmax, WRONG, host)
    text = verdict.reproduce["call"]
    assert text.startswith("import torch\nprint(softmax(\n    torch.tensor([")
    shown = run(softmax, f"{WRONG}\n{text}", host).stdout
    assert shown.startswith("tensor([[") and "dtype=torch.float64" in shown
    first = verdict.checks[0].detail["first"]["got"]
    assert float(shown[len("tensor([[") :].split(",")[0]) == pytest.approx(first, abs=1e-4)


@pytest.mark.sandbox
def test_program_does_what_the_check_did(softmax: Exercise, host: Host) -> None:
    verdict = grade(softmax, WRONG, host)
    text = script(softmax, verdict.reproduce["check"], int(verdict.reproduce["seed"], 0))
    ended = run(softmax, f"{WRONG}\n\n{text}", host)
    assert ended.status == "ok", ended.stderr
    first = verdict.checks[0].detail["first"]["got"]
    assert float(ended.stdout[len("tensor([[") :].split(",")[0]) == pytest.approx(first, abs=1e-4)


@pytest.mark.sandbox
def test_seed_is_unknown_to_the_code_that_is_judged(softmax: Exercise, host: Host) -> None:
    """It knows the generators' seed; from that nobody comes to the seed of the case."""
    source = "import torch\nprint(torch.initial_seed())\n" + WRONG
    verdict = grade(softmax, source, host)
    seed = int(verdict.reproduce["seed"], 0)
    assert verdict.stdout != "" and str(seed) not in verdict.stdout
    assert seed.bit_length() > 80 and noise_of(seed) < 1 << 62
    assert reference(softmax, host).seed != seed


@pytest.mark.parametrize("text", ["plain\n", "a '''quoted''' text", "ends in a backslash \\", "'", "\r\n", "\\n'"])
def test_program_carries_any_text(text: str) -> None:
    assert eval(quoted(text)).strip("\n") == text.strip("\n")


CALLS: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
    ((1, "a", None), {"lower": True}, "print(f(1, 'a', None, lower=True))"),
    (([1.5, float("nan")], (2,)), {}, 'print(f([1.5, float("nan")], (2,)))'),
    (({"a": [1]},), {}, "print(f({'a': [1]}))"),
    ((np.array([True, False]),), {}, 'import numpy as np\nprint(f(np.array([True, False], dtype="bool")))'),
]


@pytest.mark.parametrize("args, named, text", CALLS)
def test_call_is_written_as_python(args: tuple[Any, ...], named: dict[str, Any], text: str) -> None:
    assert call("f", args, named) == text


def test_long_call_has_a_line_for_each_argument() -> None:
    text = call("f", (np.arange(40.0).reshape(4, 10) / 7,), {"axis": 1})
    assert max(map(len, text.splitlines())) < 250 and len(text.splitlines()) == 10
    kept: dict[str, Any] = {"f": lambda array, axis: kept.update(array=array, axis=axis)}
    exec(text, kept)
    assert kept["axis"] == 1 and np.array_equal(kept["array"], np.arange(40.0).reshape(4, 10) / 7)


@pytest.mark.parametrize(
    "value", [object(), np.zeros(1000), "x" * 2 * MOST, list(range(5000)), {"a": {1, 2}}, np.array(["a"])]
)
def test_what_cannot_be_read_is_not_written(value: Any) -> None:
    assert call("f", (value,), {}) == ""


def test_only_the_first_call_of_an_observation_is_kept() -> None:
    from types import ModuleType

    from sandbox.inside.calls import Recorder

    module = ModuleType("m")
    exec("def f(n):\n    return 1 if n < 2 else n * f(n - 1)", vars(module))
    recorder = Recorder(module, ["f"])
    f: Callable[[int], int] = vars(module)["f"]
    assert f(5) == 120 and f(6) == 720
    recorder.note("one")
    recorder.note("two")
    assert recorder.calls == {"one": "print(f(5))"}
