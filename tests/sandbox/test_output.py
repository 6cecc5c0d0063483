"""What a program writes to its streams is kept up to a limit, is text, and means nothing."""

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_cannot_flood(attempt: Attempt, stream: str) -> None:
    report = attempt(f"import sys\nwhile True: sys.{stream}.write('x' * 4096 + chr(10))", output=10_000)
    assert (report.status, report.limit) == (Status.OUTPUT, "output")
    assert len(getattr(report, stream)) == 10_000


def test_cannot_flood_with_one_line(attempt: Attempt) -> None:
    report = attempt("print('x' * 10**8)", output=10_000)
    assert (report.status, len(report.stdout)) == (Status.OUTPUT, 10_000)


def test_cannot_flood_from_a_child(attempt: Attempt) -> None:
    report = attempt("import os\nos.fork()\nwhile True: os.write(1, b'x' * 4096)", output=10_000)
    assert (report.status, len(report.stdout)) == (Status.OUTPUT, 10_000)


def test_cannot_break_us_with_bytes(attempt: Attempt) -> None:
    report = attempt("import os\nos.write(1, b'a\\0b\\xff\\xfe\\xed\\xa0\\x80c\\n')")
    assert report.status is Status.OK
    assert "\0" not in report.stdout
    report.stdout.encode()
    assert report.stdout.startswith("a\ufffdb") and report.stdout.endswith("c\n")


def test_cannot_break_us_with_surrogates(attempt: Attempt) -> None:
    assert attempt("print('\\ud800')").stdout == "\\ud800\n"


def test_output_before_the_end_is_kept(attempt: Attempt) -> None:
    assert attempt("import os\nprint('kept')\nos.kill(os.getpid(), 11)").stdout == "kept\n"


def test_an_exception_that_cannot_be_told_is_its_own_problem(attempt: Attempt) -> None:
    code = "class E(Exception):\n def __str__(self):\n  while True: pass\nraise E()"
    assert attempt(code, cpu_s=0.4).status is Status.TIMEOUT
    assert attempt("class E(Exception):\n def __str__(self): raise E()\nraise E()").status is Status.ERROR
    assert attempt("class E(Exception):\n def __str__(self): return 'x' * 10**7\nraise E()").status is Status.OUTPUT


def test_shows_the_programs_own_lines_only(attempt: Attempt) -> None:
    report = attempt("def f():\n    return 1 / 0\nf()")
    assert "/harness" not in report.stderr
    assert "return 1 / 0" in report.stderr


def test_closing_the_streams_is_no_crime(attempt: Attempt) -> None:
    assert attempt("import sys\nsys.stdout.close(); sys.stderr.close(); sys.stdin.close()").status is Status.OK
    assert attempt("import sys\nsys.stdout = None; sys.stderr = 3").status is Status.OK


def test_finds_no_input(attempt: Attempt) -> None:
    report = attempt("print(repr(open(0, closefd=False).read()))\ninput()")
    assert (report.stdout, "EOFError" in report.stderr) == ("''\n", True)


@pytest.mark.parametrize("source", [b"", b"# only a comment", b"\n\n  \n"])
def test_an_empty_program_runs(attempt: Attempt, source: bytes) -> None:
    assert attempt(source).status is Status.OK


@pytest.mark.parametrize(
    "source",
    [
        b"a\0b",
        b"x=" + b"-" * 100_000 + b"1",
        b"(" * 300 + b")" * 300,
        b"[" * 10_000 + b"]" * 10_000,
        b"\xff\xfe",
        b"def f(:",
    ],
)
def test_what_cannot_be_parsed_is_a_syntax_error(attempt: Attempt, source: bytes) -> None:
    report = attempt(source, memory=512 << 20)
    assert report.status is Status.ERROR
    assert "SyntaxError" in report.stderr or report.signal is not None
