"""The harness for the code of a lesson: block by block, prints and figures."""

import json
import struct

import pytest

from sandbox.contract import Answer, Job, Limits, Report, Status
from sandbox.host import Host

pytestmark = pytest.mark.sandbox


def blocks(host: Host, *code: str, image: str = "python", **limits: int) -> Report:
    source = "".join(f"# %%\n{block}\n" for block in code).encode()
    return host.run(Job("notebook", {"main.py": source}, image=image, limits=Limits(**limits)))  # type: ignore[arg-type]


def told(report: Report) -> tuple[list[str], list[bytes]]:
    """What the earlier blocks printed, and the figures of the last."""
    assert isinstance(report.answer, Answer), report
    header, blob, at = json.loads(report.answer.header), report.answer.blob, 0
    figures = []
    for size in header["figures"]:
        figures.append(blob[at : at + size])
        at += size
    return header["printed"], figures


def test_blocks_share_their_names_and_the_last_one_prints(cell_host: Host) -> None:
    report = blocks(cell_host, "x = 3; print('one')", "def f(n):\n    return n * x", "print(f(14))")
    assert (report.status, report.stdout) == (Status.OK, "42\n")
    assert told(report) == (["one\n", ""], [])


def test_an_error_names_the_block_and_its_line(cell_host: Host) -> None:
    report = blocks(cell_host, "print('fine')", "x = 1\nprint('before')\nx / 0", "print('never')")
    assert report.status is Status.ERROR
    assert 'File "block 2", line 3' in report.stderr and "x / 0" in report.stderr
    assert "harness" not in report.stderr and "never" not in report.stdout


def test_a_syntax_error_names_the_block(cell_host: Host) -> None:
    report = blocks(cell_host, "x = 1", "def (")
    assert report.status is Status.ERROR and 'File "block 2", line 1' in report.stderr


def test_what_the_last_block_printed_is_there_when_it_fails(cell_host: Host) -> None:
    report = blocks(cell_host, "print('hidden')", "print('seen')\nraise ValueError('no')")
    assert (report.stdout, report.stderr.splitlines()[-1]) == ("seen\n", "ValueError: no")


def test_text_without_a_border_is_one_block(cell_host: Host) -> None:
    report = cell_host.run(Job("notebook", {"main.py": b"print(1)\n"}, image="python"))
    assert report.stdout == "1\n"


def test_nothing_to_run_is_no_error(cell_host: Host) -> None:
    assert cell_host.run(Job("notebook", {"main.py": b""}, image="python")).status is Status.OK


def test_figures_of_the_last_block_come_back_as_png(cell_host: Host) -> None:
    first = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    report = blocks(
        cell_host, first, "for n in range(2):\n    plt.figure()\n    plt.bar([1], [n])\nplt.show()", image="plot"
    )
    assert report.status is Status.OK and "non-interactive" not in report.stderr
    _printed, figures = told(report)
    assert len(figures) == 2 and all(figure.startswith(b"\x89PNG\r\n") for figure in figures)


def test_figures_are_few_and_of_a_size(cell_host: Host) -> None:
    code = "import matplotlib.pyplot as plt\nfor _ in range(6):\n    plt.figure(figsize=(300, 2))"
    _printed, figures = told(blocks(cell_host, code, image="plot"))
    assert len(figures) == 4
    for figure in figures:
        assert max(struct.unpack(">II", figure[16:24])) <= 2000


def test_what_an_earlier_block_prints_without_end_is_bounded(cell_host: Host) -> None:
    report = blocks(cell_host, "print('x' * (8 << 20))", "print(1)", answer=1 << 20)
    assert (report.status, report.limit) == (Status.OUTPUT, "answer")
