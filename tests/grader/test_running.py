"""Run gives a learner their own prints and their own errors, and no verdict."""

import pytest

from grader import Exercise, run
from sandbox import Limits
from sandbox.host import Host

pytestmark = pytest.mark.sandbox


def test_prints_come_back(word_count: Exercise, host: Host) -> None:
    result = run(word_count, "print('你好')", host)
    assert (result.status, result.stdout, result.stderr) == ("ok", "你好\n", "")
    assert result.to_json()["resources"]["device"] == "cpu"


def test_image_by_name(host: Host) -> None:
    assert run("torch", "import torch; print(torch.ones(2).sum().item())", host).stdout == "2.0\n"


def test_main_block_runs(host: Host) -> None:
    assert run("python", "if __name__ == '__main__':\n    print(1)\n", host).stdout == "1\n"


def test_error_shows_the_learners_lines(host: Host) -> None:
    result = run("python", "def f():\n    return 1 / 0\n\n\nf()\n", host)
    assert result.status == "error"
    assert result.message["en"] == "ZeroDivisionError: division by zero"
    assert "line 2, in f" in result.stderr
    assert "sandbox" not in result.stderr


def test_syntax_error_is_told(host: Host) -> None:
    result = run("python", "x = (\n", host)
    assert result.status == "error"
    assert "SyntaxError" in result.message["en"]


def test_endless_loop_is_stopped(host: Host) -> None:
    result = run("python", "print('here', flush=True)\nwhile True: pass", host, Limits(wall_s=0.5, cpu_s=0.5))
    assert (result.status, result.stdout) == ("timeout", "here\n")
    assert "0.5 s" in result.message["zh"] or "0.5 秒" in result.message["zh"]


@pytest.mark.parametrize("source", ["", "x = '\0'", "\ud800", "#" * 300_000])
def test_source_is_refused_with_a_reason(host: Host, source: str) -> None:
    result = run("python", source, host)
    assert result.status == "error"
    assert result.message["zh"]


def test_unknown_image_is_our_fault(host: Host) -> None:
    assert run("fortran", "print(1)", host).status == "internal"


def test_broken_exercise_is_the_authors_fault(host: Host) -> None:
    assert run(Exercise.from_files("x", {"exercise.yaml": "?"}), "print(1)", host).status == "broken_exercise"
