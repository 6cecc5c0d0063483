"""An exercise that does not prove itself is told why."""

import json
from dataclasses import replace
from typing import Any

import pytest

from grader import Exercise, rounds
from grader.cells import Seen, noise_of, parted, reference
from grader.faults import BadAnswer
from grader.plan import plan
from grader.proof import FIRST_SEED, Proof, share, table, total
from grader.verify import verify
from sandbox import Answer, Job, Report, Status
from sandbox.host import Host
from tests.grader.fakes import Between

pytestmark = pytest.mark.sandbox


def proof(exercise: Exercise, host: Host, **files: str) -> Proof:
    names = {
        name.replace("__", "/").replace("_py", ".py").replace("_yaml", ".yaml"): text for name, text in files.items()
    }
    (found,) = verify([Exercise.from_files(exercise.slug, {**exercise.files, **names})], host, seeds=1)
    return found


def test_sound_exercises_prove_themselves(softmax: Exercise, word_count: Exercise, host: Host) -> None:
    proofs = verify([softmax, word_count], host, seeds=2)
    assert [(found.slug, found.problems) for found in proofs] == [("softmax", []), ("word-count", [])]
    ignorance = 6 + 4  # modules and answers
    assert proofs[0].gradings == (2 + ignorance + 6) + (2 + ignorance + 4)  # what ends a cell: the first case only
    whole = total(proofs)
    assert whole.good == whole.all
    assert table(proofs, 12.3).splitlines()[-2:] == [
        "False refusals: 0. False accepts: 0. Mistakes named as themselves: 100.0%.",
        "2 of 2 exercises prove themselves, in 12 s.",
    ]


def test_what_holds_on_the_first_case_only_is_told(word_count: Exercise, host: Host) -> None:
    known = f"random.Random({noise_of(FIRST_SEED)}).random()"
    lucky = f"\nimport random\nif random.random() != {known}:\n    def word_count(text): return {{}}\n"
    files = {**word_count.files, "right/setdefault.py": word_count.files["right/setdefault.py"] + lucky}
    (found,) = verify([Exercise.from_files("word-count", files)], host, seeds=2)
    assert [problem[:22] + problem[-11:] for problem in found.problems] == ["right/setdefault.py mu(seed 1001)"]


def test_cases_that_share_a_cell_are_told_apart(word_count: Exercise, host: Host) -> None:
    known = f"random.Random({noise_of(FIRST_SEED + 2)}).random()"
    unlucky = f"\nimport random\nif random.random() == {known}:\n    def word_count(text): return {{}}\n"
    files = {**word_count.files, "right/setdefault.py": word_count.files["right/setdefault.py"] + unlucky}
    between = Between(host)
    (found,) = verify([Exercise.from_files("word-count", files)], between, seeds=4)
    assert [problem[:22] + problem[-11:] for problem in found.problems] == ["right/setdefault.py mu(seed 1002)"]
    assert "several" in between.modes


def test_a_case_that_ends_the_cell_of_others_is_told_alone(word_count: Exercise, host: Host) -> None:
    known = f"random.Random({noise_of(FIRST_SEED + 2)}).random()"
    ends = f"\nimport os, random\nif random.random() == {known}:\n    os._exit(3)\n"
    files = {**word_count.files, "right/setdefault.py": word_count.files["right/setdefault.py"] + ends}
    (found,) = verify([Exercise.from_files("word-count", files)], host, seeds=4)
    (problem,) = found.problems
    assert (problem[:35], problem[-11:]) == ("the reference cell ended with error", "(seed 1002)")
    (whole,) = verify([word_count], host, seeds=4)
    assert (whole.problems, found.all["right"], whole.all["right"]) == ([], 3 * 2, 4 * 2)


@pytest.mark.parametrize("sizes", [None, [], [[2, 0]], [[2, 0], [2, 9]], [[2, 0], [2]], [[2, -1], [2, 1]]])
def test_several_answers_that_do_not_fit_are_none(sizes: Any) -> None:
    with pytest.raises(BadAnswer):
        parted(Answer(json.dumps({"sizes": sizes}).encode(), b"{}{}"), 2)


def test_right_one_that_fails_is_told(word_count: Exercise, host: Host) -> None:
    found = proof(word_count, host, right__setdefault_py=word_count.files["wrong/resets.py"])
    assert found.problems[0].startswith("right/setdefault.py must pass: failed; counts: The counts are wrong.")


def test_wrong_one_that_passes_is_told(word_count: Exercise, host: Host) -> None:
    found = proof(word_count, host, wrong__resets_py=word_count.files["solution.py"])
    assert found.problems == ["wrong/resets.py must end in failed: passed; All checks pass."]


def test_starter_that_passes_is_told(word_count: Exercise, host: Host) -> None:
    assert proof(word_count, host, starter_py=word_count.files["solution.py"]).problems == ["starter.py must not pass"]


def test_starter_with_another_signature_is_told(word_count: Exercise, host: Host) -> None:
    found = proof(word_count, host, starter_py="def word_count(text: str, lower=True) -> dict[str, int]:\n    ...\n")
    assert found.problems == [
        "starter.py: word_count(text: str, lower=True) -> dict[str, int] is "
        "word_count(text: str) -> dict[str, int] in the other file"
    ]


@pytest.mark.parametrize(
    "text, sentence", [("def count(text): ...\n", "word_count is not defined"), ("def (", "not parse")]
)
def test_starter_without_the_entry_is_told(word_count: Exercise, host: Host, text: str, sentence: str) -> None:
    assert sentence in proof(word_count, host, starter_py=text).problems[0]


def test_checks_that_ignorance_passes_are_told(softmax: Exercise, host: Host) -> None:
    yaml = softmax.files["exercise.yaml"]
    start, end = yaml.index("- id: values"), yaml.index("wrong:")
    only = "- id: off-by\n  title: {zh: 和, en: Sum}\n  rule: at_most\n  value: 100\n  failed: {zh: 错, en: Wrong}\n"
    found = proof(softmax, host, exercise_yaml=yaml[:start] + only + yaml[end:])
    assert "answering zeros must not pass" in found.problems
    assert "a module that echoes its input must not pass" in found.problems


def test_variants_that_look_the_same_must_say_the_same(softmax: Exercise, host: Host) -> None:
    found = proof(softmax, host, wrong__no_shift_py="")
    assert found.problems  # a file that is not listed
    found = proof(softmax, host, **{"wrong__no-shift_py": softmax.files["wrong/over-rows.py"]})
    assert any(problem.startswith("wrong/over-rows.py cannot be told from ['no-shift']") for problem in found.problems)


def test_broken_solution_is_told(word_count: Exercise, host: Host) -> None:
    found = proof(word_count, host, solution_py="def word_count(text: str) -> dict[str, int]:\n    1 / 0\n")
    assert "ZeroDivisionError" in found.problems[0]
    assert not found.holds


def test_problems_of_the_files_come_first(word_count: Exercise, host: Host) -> None:
    assert proof(word_count, host, exercise_yaml="title: x").gradings == 0


def test_a_file_may_be_called_like_a_library(word_count: Exercise, host: Host) -> None:
    yaml = word_count.files["exercise.yaml"].replace("right: [", "right: [json, ")
    files = {**word_count.files, "exercise.yaml": yaml}
    files["right/json.py"] = "import json\njson.dumps({})\n" + word_count.files["solution.py"]
    (found,) = verify([Exercise.from_files("word-count", files)], host, seeds=2)
    assert found.problems == []


def test_table_counts_what_is_not_as_it_should_be(word_count: Exercise, host: Host) -> None:
    found = proof(
        word_count,
        host,
        right__setdefault_py=word_count.files["wrong/resets.py"],
        starter_py=word_count.files["solution.py"],
    )
    told = table([found], 1)
    assert "False refusals: 1. False accepts: 1." in told
    assert found.to_json()["right"] == {"good": found.all["right"] - 1, "all": found.all["right"]}


@pytest.mark.parametrize("part, whole, words", [(1, 1, "100.0%"), (9999, 10000, "99.9%"), (0, 0, "none to be named")])
def test_share_is_only_whole_when_nothing_is_missing(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


COSTS = {"values": 1.0, "large": 1.0, "gradient": 500.0, "off-by": 1.0, "map": 400.0}


def together(exercise: Exercise, host: Any) -> list[str]:
    """Prove on one further case in which two observations are dear."""
    case = replace(reference(exercise, host, seed=7), costs=COSTS)
    return [problem for one in rounds.together(exercise, host, [case], Proof("softmax")) for problem in one.problems()]


def test_dear_observations_are_made_where_the_others_leave_a_doubt(softmax: Exercise, host: Host) -> None:
    between = Between(host)
    assert together(softmax, between) == []
    asked = [json.loads(job.request.header) for job in between.jobs[1:]]
    assert [request["names"] for request in asked] == [["values", "large", "off-by"], ["map"], ["gradient"]]
    assert len(asked[0]["modules"]) == 2 + 6 + 4
    for request in asked[1:]:
        assert sorted(request["modules"]) == ["right/loops.py", "solution.py", "wrong/detached.py"]


def test_what_tells_the_most_apart_for_the_least_is_looked_at_first() -> None:
    def seen(*values: int) -> dict[str, Seen]:
        return {name: Seen(value) for name, value in zip(("same", "few", "all", "dear"), values, strict=True)}

    wrong = {"a": seen(0, 1, 1, 1), "b": seen(0, 0, 2, 2), "c": seen(0, 0, 3, 0)} | {
        f"d{number}": seen(0, 0, 9 + number, 0) for number in range(9)
    }
    costs = {"same": 1.0, "few": 2.0, "all": 5.0, "dear": 300.0}
    steps = plan(costs, seen(0, 0, 0, 0), wrong, 2)
    assert (steps[0], sorted(sum(steps, []))) == (["all"], sorted(costs))
    assert plan(dict.fromkeys(costs, 0.0), seen(0, 0, 0, 0), {}, 2) == [list(costs)]


def test_what_only_a_dear_observation_shows_is_told(softmax: Exercise, host: Host) -> None:
    files = {**softmax.files, "right/loops.py": softmax.files["wrong/detached.py"]}
    files["wrong/detached.py"] = softmax.files["solution.py"]
    assert [problem[:40] for problem in together(Exercise.from_files("softmax", files), host)] == [
        "right/loops.py must pass: failed; gradie",
        "wrong/detached.py must end in failed: pa",
    ]
    files = {**softmax.files, "wrong/no-shift.py": softmax.files["wrong/detached.py"]}
    assert sorted(together(Exercise.from_files("softmax", files), host)) == [
        "wrong/detached.py cannot be told from ['no-shift'], which say something else",
        "wrong/no-shift.py cannot be told from ['detached'], which say something else",
    ]


def test_one_lost_cell_proves_nothing(word_count: Exercise, host: Host) -> None:
    lost: list[Job] = []

    def loses(job: Job, report: Report) -> Report:
        if "learner.py" in job.files and not lost:
            lost.append(job)
            return Report(Status.INTERNAL, detail="the pipe is broken")
        return report

    (found,) = verify([word_count], Between(host, loses), seeds=1, threads=1)
    assert (found.problems, len(lost)) == ([], 1)
