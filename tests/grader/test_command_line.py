"""python -m grader, as scripts outside the repository rely on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELF = ROOT / "tests" / "grader" / "exercises"

pytestmark = pytest.mark.sandbox


def grader(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, env={**os.environ, **environment})


def test_passed_is_0(tmp_path: Path) -> None:
    folder = SHELF / "word-count"
    done = grader("check", str(folder), str(folder / "solution.py"), "--json")
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert (verdict["version"], verdict["status"], verdict["score"]) == (1, "passed", 1.0)


@pytest.mark.parametrize(
    "lang, words", [("zh", "诊断: 重复出现时重置成了 1。"), ("en", "Diagnosis: A repeated word is reset to 1.")]
)
def test_learners_fault_is_1_and_told_in_their_language(lang: str, words: str) -> None:
    folder = SHELF / "word-count"
    done = grader("check", str(folder), str(folder / "wrong" / "resets.py"), "--lang", lang)
    assert done.returncode == 1
    assert words in done.stdout.decode()


def test_language_is_that_of_the_terminal() -> None:
    folder = SHELF / "word-count"
    done = grader("check", str(folder), "-", stdin=b"", LC_ALL="zh_CN.UTF-8")
    assert "文件里还没有代码" in done.stdout.decode()


def test_bytes_that_are_no_text_are_the_learners_fault() -> None:
    done = grader("check", str(SHELF / "word-count"), "-", "--lang", "en", stdin=b"x = '\xff'\n")
    assert done.returncode == 1
    assert b"half of a Unicode character" in done.stdout


def test_terminal_is_not_controlled_by_what_was_printed() -> None:
    done = grader("check", str(SHELF / "word-count"), "-", stdin=b"print('\\x1b[2Jgone')\n")
    assert b"\x1b" not in done.stdout
    assert b"gone" in done.stdout


def test_authors_fault_is_2(tmp_path: Path) -> None:
    (tmp_path / "exercise.yaml").write_text("title: 1")
    (tmp_path / "attempt.py").write_text("x = 1")
    assert grader("check", str(tmp_path), str(tmp_path / "attempt.py")).returncode == 2
    assert grader("verify", str(tmp_path)).returncode == 2


def test_our_fault_is_3() -> None:
    folder = SHELF / "word-count"
    done = grader("check", str(folder), str(folder / "solution.py"), JIETI_CELL_PYTHON="/nowhere/python")
    assert done.returncode == 3


@pytest.mark.parametrize(
    "arguments",
    [[], ["check"], ["check", "no-such", "x.py"], ["check", str(SHELF / "word-count"), "/no/file"], ["nonsense"]],
)
def test_wrong_command_line_blames_nobody_else(arguments: list[str]) -> None:
    done = grader(*arguments)
    assert done.returncode == 1
    assert done.stderr


def test_verify_tells_about_each() -> None:
    done = grader("verify", str(SHELF / "word-count"), "--json", "--seeds", "1")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["ok"] is True
    assert [(item["slug"], item["ok"], item["problems"]) for item in told["exercises"]] == [("word-count", True, [])]


def test_gpu_that_is_not_there_is_3_and_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pynvml.py").write_text("raise ImportError('not on this machine')\n")
    folder = SHELF / "softmax"
    solution = str(folder / "solution.py")
    done = grader("check", str(folder), solution, "--device", "cuda", "--lang", "en", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert b"no CUDA device is known" in done.stdout


def test_sandbox_that_nobody_knows_is_3_and_is_never_none() -> None:
    folder = SHELF / "word-count"
    done = grader("check", str(folder), str(folder / "solution.py"), JIETI_SANDBOX="off")
    assert done.returncode == 3
    assert b"Nothing turns the sandbox off" in done.stderr
