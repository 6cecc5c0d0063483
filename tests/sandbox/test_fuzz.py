"""Anything at all may come in, from any side: the answer is a report, soon, and never an exception."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox import exchange, wire
from sandbox.cell import Cell
from sandbox.cgroup import NoCgroups
from sandbox.contract import Answer, Job, Limits, Report, Status
from sandbox.host import Host, cell_python
from sandbox.inside import channel
from tests.sandbox.conftest import script

pytestmark = pytest.mark.sandbox
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
few = settings(deadline=None, max_examples=60, suppress_health_check=CHECKS)
WORDS = st.sampled_from(
    "def class lambda return yield import os sys while True for in if else try except finally raise with as pass del "
    "( ) [ ] { } : , . = == + - * ** // @ := -> ... # ' \" \\ \n \t \0 \ufeff 0 1 1e999 0x x f 'x' f'{x}' print exec "
    "os.fork() sys.exit() os.abort() os.write(3,b'x') os.close(1) open('/tmp/x','w') 1/0 \ud800 变量".split(" ")
)
SOURCES = st.binary(max_size=200) | st.lists(WORDS, max_size=30).map(
    lambda words: " ".join(words).encode("utf-8", "surrogatepass")
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def sound(report: Report) -> Report:
    """See that whoever keeps the report can."""
    for text in (report.stdout, report.stderr, report.detail, report.limit):
        assert "\0" not in text
        text.encode()
    json.dumps([report.wall_ms, report.cpu_ms, report.peak_mb, dict(report.timings)], allow_nan=False)
    return report


@few
@given(source=SOURCES)
def test_any_bytes_are_a_program(cell_host: Host, source: bytes) -> None:
    report = sound(cell_host.run(script(source, cpu_s=0.2, wall_s=1)))
    assert report.status is not Status.INTERNAL, report


@few
@given(data=st.binary(max_size=100) | st.binary(max_size=60).map(lambda rest: channel.MAGIC + rest))
def test_any_bytes_are_at_most_an_answer(cell_host: Host, data: bytes) -> None:
    report = sound(cell_host.run(script(f"import os\nos.write(3, {data!r})\nos._exit(0)")))
    inbox = channel.Inbox(Limits().answer)
    inbox.feed(data)
    expected = {"whole": Status.OK, "empty": Status.ERROR, "answer": Status.OUTPUT}
    assert report.status is expected.get(inbox.state(), Status.BAD_ANSWER)


@few
@given(header=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()), blob=st.binary(max_size=60))
def test_any_request_is_answered(cell_host: Host, header: bytes, blob: bytes) -> None:
    files = {"probe.py": b"def make_cases(rng): return {}", "learner.py": b""}
    report = sound(cell_host.run(Job("probe", files, Answer(header, blob), image="python")))
    assert report.status is not Status.INTERNAL, report


class LyingZygote:
    """Its wardens say what a test wants them to, whatever they are asked."""

    pid, facts = 1, {"ready": True}

    def __init__(self, words: bytes, then_hang: bool = False) -> None:
        self.words, self.then_hang = words, then_hang
        self.held: list[socket.socket] = []

    def take(self) -> Cell:
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._lie, args=(theirs,), daemon=True).start()
        return Cell(ours, NoCgroups())

    def _lie(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError):
            sock.sendall(self.words)
            if self.then_hang:
                self.held.append(sock)
                return
            sock.shutdown(socket.SHUT_WR)
            while sock.recv(1 << 16):
                pass
        sock.close()

    def give_back(self, cell: Cell) -> None:
        cell.close()

    def said(self) -> str:
        return "nothing"

    def nothing(self) -> None:
        """Settle, prepare, close: there is nothing to be done."""

    settle = prepare = close = nothing


Lied = Callable[..., Report]


@pytest.fixture
def lied_to(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lied]:
    """Run a job on a host whose warden lies."""
    with Host(cell_python(), images=()) as host:

        def run(words: bytes, **how: bool) -> Report:
            liar = LyingZygote(words, **how)
            monkeypatch.setattr(host, "warm", lambda image: liar)
            return sound(host.run(script("pass", wall_s=0.05)))

        yield run


def message(meta: Any, *payloads: bytes) -> bytes:
    """What a warden sends, were it honest."""
    text = json.dumps(meta).encode()
    return wire.PREFIX.pack(len(text)) + text + b"".join(payloads)


@few
@given(words=st.binary(max_size=64) | JSON.map(message))
def test_any_bytes_of_a_warden_are_our_fault(lied_to: Lied, words: bytes) -> None:
    assert lied_to(words).status is Status.INTERNAL


HONEST: dict[str, Any] = {
    "status": "ok", "limit": "", "detail": "", "exit_code": 0, "signal": None, "wall_ms": 1.0, "cpu_ms": 1.0,
    "peak_mb": 1.0, "timings": {"ended": 1.0}, "sizes": [0, 0, 0, 0],
}  # fmt: skip


@few
@given(name=st.sampled_from(sorted(HONEST)), value=JSON)
def test_any_word_of_a_report_may_be_a_lie(lied_to: Lied, name: str, value: Any) -> None:
    assert lied_to(message({**HONEST, name: value})).status in (Status.OK, Status.INTERNAL)


@pytest.mark.parametrize(
    "words",
    [
        b"\xff" * 8,
        wire.PREFIX.pack(1 << 20) + b"[" * (1 << 20),
        wire.PREFIX.pack(5000) + b"9" * 5000,
        message({**HONEST, "sizes": [0, 0, 1 << 40, 0]}),
        message({**HONEST, "sizes": [-1, 0, 1, 0]}, b"x"),
        message({**HONEST, "sizes": [0, 0, 0, 0, 0]}),
        message({**HONEST, "sizes": [0]}),
        message({**HONEST, "status": "perfect"}),
        message({**HONEST, "exit_code": 10**400}),
        message({**HONEST, "wall_ms": float("nan")}),
        message({name: value for name, value in HONEST.items() if name != "timings"}),
    ],
)
def test_a_lie_is_never_believed(lied_to: Lied, words: bytes) -> None:
    assert lied_to(words).status is Status.INTERNAL


@pytest.mark.parametrize("words", [b"", b"\0\0\0", message({**HONEST, "sizes": [1000, 0]})])
def test_a_warden_that_falls_silent_is_given_up(lied_to: Lied, monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    monkeypatch.setattr(exchange, "START_S", 0.2)
    monkeypatch.setattr(exchange, "GRACE_S", 0.2)
    began = time.monotonic()
    assert lied_to(words, then_hang=True).status is Status.INTERNAL
    assert time.monotonic() - began < 5
