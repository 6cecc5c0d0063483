"""Run gives a learner their own prints and their own errors, and no verdict."""

import pytest

from grader import Exercise, run, run_blocks
from grader.running import image_of
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


def test_blocks_print_what_the_last_one_prints_and_draw(host: Host) -> None:
    result = run_blocks("# %%\nimport matplotlib.pyplot as plt\nprint(1)\n# %%\nplt.plot([1])\nprint(2)\n", host)
    assert (result.status, result.stdout, result.printed) == ("ok", "2\n", ("1\n",))
    assert len(result.figures) == 1 and len(result.to_json()["figures"][0]) > 1000


def test_an_error_in_a_block_is_told(host: Host) -> None:
    result = run_blocks("# %%\nx = 1\n# %%\nx.y\n", host)
    assert (result.status, result.figures) == ("error", ())
    assert "AttributeError" in result.message["en"] and 'File "block 2", line 1' in result.stderr


def test_blocks_without_end_are_stopped(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.running.LESSON_LIMITS", Limits(wall_s=1, cpu_s=1))
    assert run_blocks("# %%\nwhile True: pass\n", host).status == "timeout"


FORGE = """# %%
import os, struct
header, blob = {header!r}, {blob!r}
os.write(3, struct.pack(">8sQQ", b"jieti/1\\n", len(header), len(blob)) + header + blob)
os._exit(0)
"""
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes([0, 0, 255, 255]) * 2 + b"x" * 9


@pytest.mark.parametrize(
    ("header", "blob"),
    [
        (b'{"figures": [9], "printed": []}', b"<svg></svg>"),
        (b'{"figures": [11], "printed": []}', b"<svg></svg>"),
        (b'{"figures": [-1, 12], "printed": []}', b"<svg></svg>"),
        (b'{"figures": 3, "printed": []}', b""),
        (b'{"figures": [1, 1, 1, 1, 1], "printed": []}', b"12345"),
        (b'{"figures": [33], "printed": []}', HUGE),
        (b'{"figures": [], "printed": [3]}', b""),
        (b"[]", b""),
        (b"{", b""),
    ],
)
def test_a_forged_answer_shows_nothing(header: bytes, blob: bytes, host: Host) -> None:
    result = run_blocks(FORGE.format(header=header, blob=blob), host)
    assert (result.status, result.figures, result.printed) == ("ok", (), ())


@pytest.mark.parametrize(
    ("source", "image"),
    [
        ("import math", "python"),
        ("import matplotlib.pyplot as plt", "plot"),
        ("import torch\nimport matplotlib", "torch"),
        ("import torch\nimport onnx", "export"),
        ("from fastapi import FastAPI", "web"),
        ("from transformers import GPT2Config\nimport torch", "transformers"),
        ("# import torch", "python"),
    ],
)
def test_the_image_is_guessed_by_the_imports(source: str, image: str) -> None:
    assert image_of(source) == image
