"""Whose fault it is, what a cell may hold, and what happens when one lies or dies."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest

from grader import CaseStock, Exercise, Verdict, grade
from grader.cells import reference
from grader.grading import grade_case
from grader.sources import MAX_SOURCE
from sandbox import Job, Report, Status
from sandbox.host import Host, cell_python
from tests.grader.fakes import Between, answering, ending

pytestmark = pytest.mark.sandbox


def solution(exercise: Exercise) -> str:
    return exercise.files["solution.py"]


@pytest.mark.parametrize(
    "source, sentence",
    [
        ("", "There is no code in the file yet"),
        ("\ufeff  # nothing\n\n", "There is no code in the file yet"),
        ("x = 1\ny = '\0'\n", "There is a NUL character in line 2"),
        ("x = 1\n\n# \ud800\n", "There is half of a Unicode character in line 3"),
        ("#" * (1 << 20), "The file has 1024 KB; the limit is 256 KB."),
    ],
)
def test_source_is_refused_without_a_cell(softmax: Exercise, host: Host, source: str, sentence: str) -> None:
    between = Between(host)
    verdict = grade(softmax, source, between)
    assert (verdict.status, verdict.status.exit_code) == ("error", 1)
    assert verdict.message["en"].startswith(sentence)
    assert [check.status for check in verdict.checks] == ["skipped"] * 5
    assert between.jobs == []
    json.dumps(verdict.to_json()).encode()


def test_source_just_below_the_limit_is_graded(softmax: Exercise, host: Host) -> None:
    source = solution(softmax)
    assert grade(softmax, source + "#" * (MAX_SOURCE - len(source)), host).status == "passed"


def test_unusual_but_honest_files_are_graded(softmax: Exercise, host: Host) -> None:
    assert grade(softmax, "\ufeff" + solution(softmax).replace("\n", "\r\n"), host).status == "passed"


@pytest.mark.parametrize("source", ["x=" + "-" * 100_000 + "1", "x=" + "(" * 300 + ")" * 300, "[" * 10_000])
def test_source_that_breaks_parsers_breaks_only_its_cell(softmax: Exercise, host: Host, source: str) -> None:
    verdict = grade(softmax, source, host)
    assert verdict.status == "error"
    assert verdict.message["en"].startswith("Python cannot read")


def test_no_cell_holds_both_the_answer_and_the_learners_code(softmax: Exercise, host: Host) -> None:
    between = Between(host)
    grade(softmax, softmax.files["wrong/no-shift.py"], between)
    assert between.modes[:3] == ["reference", "observe", "variants"]
    for job in between.jobs:
        if "learner.py" in job.files:
            assert set(job.files) == {"learner.py", "probe.py"}
            assert b"seed" not in job.request.header
        else:
            assert softmax.files["wrong/no-shift.py"].encode() not in [job.files.get("learner.py")]


def test_secrets_stay_with_the_judge(softmax: Exercise, host: Host) -> None:
    files = {**softmax.files}
    files["probe.py"] = files["probe.py"].replace(
        '    return {\n        "x"', "    return {'secrets': {'labels': torch.arange(7)}, 'inputs': {\n        \"x\"", 1
    )
    files["probe.py"] = files["probe.py"].replace("((3, 5))),\n    }\n", "((3, 5))),\n    }}\n", 1)
    between = Between(host)
    exercise = Exercise.from_files("softmax", files)
    assert grade(exercise, solution(softmax), between).status == "passed"
    (job,) = [job for job in between.jobs if "learner.py" in job.files]
    assert b"secrets" not in job.request.header
    assert reference(exercise, host).secrets["labels"].data.tolist() == list(range(7))


def test_inputs_are_fresh_unless_a_seed_is_given(softmax: Exercise, host: Host) -> None:
    assert reference(softmax, host).blob != reference(softmax, host).blob
    assert reference(softmax, host, seed=5).blob == reference(softmax, host, seed=5).blob


LIES: dict[str, Any] = {
    "nothing": b"",
    "a pickle": b"\x80\x04\x95",
    "a list": [],
    "no observations": {"forbidden": []},
    "observations that are a list": {"observations": []},
    "too few observations": {"observations": {"values": {"value": 1}}},
    "an observation that is a number": {
        "observations": dict.fromkeys(["values", "large", "gradient", "off-by", "map"], 1)
    },
    "load as text": {"load": "no"},
    "forbidden as text": {"forbidden": "no"},
    "NaN": b'{"observations": NaN}',
    "that the exercise is broken": {"broken": "yes"},
    "that we are broken": {"fault": "yes"},
}


@pytest.mark.parametrize("lie", LIES)
def test_lie_is_the_learners_fault(softmax: Exercise, host: Host, lie: str) -> None:
    verdict = grade(softmax, solution(softmax), Between(host, answering(LIES[lie])))
    assert verdict.status == "error"
    assert verdict.message["en"].startswith("The answer channel")
    assert [check.status for check in verdict.checks] == ["skipped"] * 5


def test_blob_that_lies_is_the_learners_fault(softmax: Exercise, host: Host) -> None:
    header = {"observations": dict.fromkeys(["values", "large", "gradient", "off-by", "map"], {"value": 1})}
    blob = (1 << 63).to_bytes(8, "little") + b"{}"
    assert grade(softmax, solution(softmax), Between(host, answering(header, blob))).status == "error"


@pytest.mark.parametrize(
    "load",
    [
        {"kind": "missing", "names": 7, "defined": {"a": 1}},
        {"kind": "missing", "names": [["a"]], "defined": None},
        {"kind": "syntax", "line": "x", "message": ["a"]},
        {"kind": "raised", "type": None, "line": -1, "traceback": 7},
        {"kind": ["?"]},
    ],
)
def test_odd_load_errors_are_told_all_the_same(softmax: Exercise, host: Host, load: Any) -> None:
    verdict = grade(softmax, solution(softmax), Between(host, answering({"load": load})))
    assert verdict.status == "error"
    json.dumps(verdict.to_json())


def test_odd_forbidden_names_are_told_all_the_same(softmax: Exercise, host: Host) -> None:
    verdict = grade(softmax, solution(softmax), Between(host, answering({"forbidden": [{"name": [1], "line": {}}]})))
    assert verdict.status == "forbidden"


@pytest.mark.parametrize(
    "ended, fields, status, sentence",
    [
        (Status.TIMEOUT, {"limit": "wall"}, "timeout", "Stopped after 2 s"),
        (Status.TIMEOUT, {"limit": "cpu"}, "timeout", "Stopped after 2 s"),
        (Status.MEMORY, {}, "memory", "Stopped for using more than 512 MB"),
        (Status.OUTPUT, {"limit": "output"}, "output", "Stopped for printing"),
        (Status.OUTPUT, {"limit": "answer"}, "output", "What the checks observed is too large"),
        (Status.BAD_ANSWER, {}, "error", "The answer channel"),
        (Status.ERROR, {"signal": 11}, "error", "Your program crashed (SIGSEGV)"),
        (Status.ERROR, {"signal": 99}, "error", "Your program crashed (signal 99)"),
        (Status.ERROR, {"exit_code": 3}, "error", "Your program ended by itself"),
        (Status.ERROR, {"limit": "processes"}, "error", "Stopped for starting too many"),
        (Status.INTERNAL, {"detail": "no namespaces"}, "internal", "Our grader failed"),
    ],
)
def test_end_of_a_cell(
    softmax: Exercise, host: Host, ended: Status, fields: dict[str, Any], status: str, sentence: str
) -> None:
    verdict = grade(softmax, solution(softmax), Between(host, ending(ended, **fields)))
    assert verdict.status == status
    assert verdict.message["en"].startswith(sentence)
    assert verdict.status.exit_code == (3 if status == "internal" else 1)


class Broken:
    def run(self, job: Job) -> Report:
        raise OSError("no more processes")


def test_host_that_raises_is_our_fault(softmax: Exercise) -> None:
    verdict = grade(softmax, solution(softmax), Broken())
    assert (verdict.status, verdict.status.exit_code) == ("internal", 3)
    assert "no more processes" in verdict.reason
    assert "no more processes" not in json.dumps(verdict.to_json())


def test_missing_gpu_is_our_fault(softmax: Exercise) -> None:
    with Host(cell_python(), devices=[]) as host:
        verdict = grade(softmax, solution(softmax), host, device="cuda")
    assert (verdict.status, verdict.status.exit_code) == ("internal", 3)
    assert "no device" in verdict.reason


def test_learner_cannot_say_that_the_gpu_is_missing(softmax: Exercise, host: Host) -> None:
    """Whether it is there is asked before the learner's code runs; after that nobody in the cell is believed."""
    lie = answering({"fault": "no CUDA device in the cell"})
    between = Between(host, lambda job, report: lie(job, host.run(replace(job, device="cpu"))))
    verdict = grade_case(softmax, "x = 1", reference(softmax, host), between, device="cuda")
    assert verdict.status == "error"


@pytest.mark.parametrize(
    "file, text",
    [
        ("exercise.yaml", "title: 1"),
        ("probe.py", "def make_cases("),
        ("probe.py", "def make_cases(rng):\n    return {}\n"),
        ("probe.py", "def make_cases(rng):\n    1 / 0\n\n\ndef observe(m, i, d):\n    return {}\n"),
        ("probe.py", "import os\n\nos._exit(0)\n"),
        ("solution.py", "def softmax(x):\n    raise ValueError\n"),
        ("solution.py", "def soft(x):\n    return x\n"),
        ("solution.py", "def softmax(x:\n"),
    ],
)
def test_broken_exercise_is_the_authors_fault(softmax: Exercise, host: Host, file: str, text: str) -> None:
    broken = Exercise.from_files("softmax", {**softmax.files, file: text})
    verdict = grade(broken, solution(softmax), host)
    assert (verdict.status, verdict.status.exit_code) == ("broken_exercise", 2)
    assert verdict.reason
    json.dumps(verdict.to_json())


def test_missing_file_is_the_authors_fault(softmax: Exercise, host: Host) -> None:
    files = {name: text for name, text in softmax.files.items() if name != "solution.py"}
    assert grade(Exercise.from_files("softmax", files), "x = 1", host).status == "broken_exercise"


def test_verdict_survives_variants_that_fail(softmax: Exercise, host: Host) -> None:
    broken = Exercise.from_files("softmax", {**softmax.files, "wrong/no-shift.py": "import os\nos._exit(1)\n"})
    verdict = grade(broken, softmax.files["wrong/over-rows.py"], host)
    assert (verdict.status, verdict.diagnoses) == ("failed", ())


def test_variant_that_never_ends_hides_no_other(softmax: Exercise, host: Host) -> None:
    yaml = softmax.files["exercise.yaml"].replace("  ends: timeout\n", "")
    slow = Exercise.from_files("softmax", {**softmax.files, "exercise.yaml": yaml})
    verdict = grade(slow, softmax.files["wrong/no-shift.py"], host)
    assert [diagnosis["id"] for diagnosis in verdict.diagnoses] == ["no-shift"]


def test_learner_reads_nothing_of_what_takes_shortcuts_away(softmax: Exercise, host: Host) -> None:
    verdict = grade(softmax, "import os\nos._exit(3)", host)
    assert (verdict.status, verdict.traceback) == ("error", "")


def test_code_that_counts_its_calls_gains_nothing(softmax: Exercise, host: Host) -> None:
    source = solution(softmax).replace(
        "    e = ", "    global calls\n    calls += 1\n    if calls > 3:\n        return x\n    e = "
    )
    assert grade(softmax, "calls = 0\n" + source, host).status == "failed"


def until(condition: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_stock_saves_a_cell_and_uses_no_case_twice(softmax: Exercise, host: Host) -> None:
    between = Between(host)
    stock = CaseStock(between, depth=2)
    stock.order(softmax)
    until(lambda: stock.count(softmax) == 2)
    blobs = []
    for _ in range(4):
        verdict = grade(softmax, solution(softmax), between, stock=stock)
        assert verdict.status == "passed"
        blobs.append([job.request.blob for job in between.jobs if "learner.py" in job.files][-1])
        until(lambda: stock.count(softmax) == 2)
    assert len(set(blobs)) == 4
    stock.close()


def test_empty_stock_makes_its_case_now(softmax: Exercise, host: Host) -> None:
    between = Between(host)
    stock = CaseStock(between, depth=0)
    assert grade(softmax, solution(softmax), between, stock=stock).status == "passed"
    assert between.modes == ["reference", "observe"]
    stock.close()


def test_stock_of_a_broken_exercise_stays_empty(softmax: Exercise, host: Host, word_count: Exercise) -> None:
    broken = Exercise.from_files("softmax", {**softmax.files, "solution.py": "x"})
    stock = CaseStock(host, depth=1)
    assert grade(broken, "x = 1", host, stock=stock).status == "broken_exercise"
    stock.order(broken)
    stock.order(word_count)
    until(lambda: stock.count(word_count) == 1)
    assert stock.count(broken) == 0
    stock.close()


def test_stock_forgets_what_it_has_no_room_for(softmax: Exercise, host: Host, word_count: Exercise) -> None:
    stock = CaseStock(host, depth=1, max_bytes=10)
    stock.order(softmax)
    until(lambda: stock.count(softmax) == 1)
    stock.order(word_count)
    until(lambda: stock.count(word_count) == 1)
    assert stock.count(softmax) == 0
    stock.close()


def test_verdict_has_the_shape_of_version_1(softmax: Exercise, host: Host) -> None:
    verdict: Verdict = grade(softmax, solution(softmax), host)
    body = replace(verdict, reason="kept").to_json()
    assert set(body) == {
        *("version", "exercise", "exercise_version", "status", "message", "score", "checks", "diagnoses"),
        *("resources", "stdout", "traceback", "pictures", "reproduce", "timeline"),
    }
    assert (body["version"], body["exercise"], body["exercise_version"]) == (1, "softmax", softmax.version)
    assert set(body["checks"][0]) == {"name", "title", "role", "status", "message", "detail"}
    assert set(body["resources"]) == {"wall_ms", "cpu_ms", "peak_mb", "device"}
    assert set(body["timeline"]) == {"queued", "started", "graded"}


def test_variants_are_looked_at_cheaply_first(softmax: Exercise, host: Host) -> None:
    between = Between(host)
    case = reference(softmax, host)
    costs = {"values": 1.0, "large": 1.0, "gradient": 500.0, "off-by": 1.0, "map": 400.0}
    slow = replace(case, costs=costs)
    assert slow.cheap() == ["values", "large", "off-by"]
    verdict = grade_case(softmax, softmax.files["wrong/detached.py"], slow, between)
    assert [diagnosis["id"] for diagnosis in verdict.diagnoses] == ["detached"]
    first, second = [json.loads(job.request.header) for job in between.jobs[1:]]
    assert (len(first["modules"]), first["names"]) == (4, ["values", "large", "off-by"])
    assert (list(second["modules"]), second["names"]) == (["wrong/detached.py"], ["gradient", "map"])
