"""A worker's bench grades while the doctor finds the machine fit, stops when it does not, and goes on when it does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions import bench as module
from jieti.submissions import tasks
from jieti.submissions.bench import Bench
from jieti.submissions.models import Submission
from sandbox import doctor

GOOD = [doctor.Finding("cell", True, "bwrap", "shown")]
BAD = [doctor.Finding("network", False, "network namespace", "open", "Do this.")]


class Sandbox:
    """A sandbox of which only is known whether it was closed."""

    backend = "bwrap"

    def __init__(self) -> None:
        self.closed = False

    def warm(self, image: str) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        self.closed = True


class Doctor:
    """Finds what it is told to."""

    def __init__(self) -> None:
        self.finds = GOOD
        self.made: list[Sandbox] = []
        self.told: list[list[doctor.Finding]] = []
        self.nudges = 0

    def open_host(self, python: Path) -> Sandbox:
        self.made.append(Sandbox())
        return self.made[-1]

    def require_fit(self, host: object) -> list[doctor.Finding]:
        if not doctor.fit(self.finds):
            raise doctor.Unfit("network: open. Do this.", self.finds)
        return self.finds

    def nudge(self) -> None:
        self.nudges += 1


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Doctor:
    made = Doctor()
    monkeypatch.setattr(module, "open_host", made.open_host)
    monkeypatch.setattr(module.doctor, "require_fit", made.require_fit)
    return made


@pytest.fixture
def bench(told: Doctor, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "python")
    made.on_examined = lambda host, findings: told.told.append(findings)
    made.open(then=told.nudge)
    made.host()
    made.examine()  # waits until the first examination, and what follows it, is over
    yield made
    made.close()


def test_an_examination_that_ends_well_changes_nothing(bench: Bench, told: Doctor) -> None:
    assert bench.host() is told.made[0] and len(told.made) == 1, "the same sandbox, examined twice"
    assert (told.told, told.nudges) == ([GOOD, GOOD], 1)
    assert not bench.takes_nothing_new


def test_a_limit_that_no_longer_holds_stops_grading(bench: Bench, told: Doctor, caplog: Any) -> None:
    told.finds = BAD
    bench.examine()
    assert bench.host() is None and bench.takes_nothing_new
    assert told.told[-1] == BAD and "Do this." in caplog.text
    assert not told.made[0].closed, "what is being graded may end"


def test_what_was_repaired_grades_again(bench: Bench, told: Doctor) -> None:
    told.finds = BAD
    bench.examine()
    told.finds = GOOD
    bench.examine()
    assert bench.host() is told.made[1] and told.made[0].closed, "a fresh sandbox"
    assert not bench.takes_nothing_new and told.nudges == 2


def test_a_machine_that_stays_unfit_leaves_nothing_behind(bench: Bench, told: Doctor) -> None:
    told.finds = BAD
    for _ in range(3):
        bench.examine()
    assert bench.host() is None and all(made.closed for made in told.made[1:])


def test_an_error_in_the_examination_is_told_too(bench: Bench, told: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(module.doctor, "require_fit", broken)
    bench.examine()
    assert bench.host() is None
    assert told.told[-1][0].proof == "no cell could be made: OSError: no room"


def test_a_worker_that_goes_home_tells_nothing(bench: Bench, told: Doctor) -> None:
    bench.close()
    before = len(told.told)
    told.finds = BAD
    bench.examine()
    assert len(told.told) == before and all(made.closed for made in told.made)


def test_rows_stay_queued_on_an_unfit_machine(
    ada: User, exercise: Exercise, bench: Bench, told: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Submission.objects.submit(ada, exercise, "x = 1\n")
    told.finds = BAD
    bench.examine()
    monkeypatch.setattr(tasks, "bench", bench)
    assert tasks.drain(host=None) == 0  # type: ignore[arg-type]  # nothing is graded
    row.refresh_from_db()
    assert (row.state, row.faults) == ("queued", 0)
