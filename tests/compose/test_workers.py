"""Workers come, go and die; every submission has exactly one verdict, and nobody pays for our faults."""

import re

from tests.compose.stack import Composed

EXERCISE = "scaled-dot-product-attention"
HAND_IN = """
from pathlib import Path
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission
learner, _ = User.objects.get_or_create(email={email!r})
exercise = Exercise.objects.select_related("current").get(slug={slug!r})
for number in range({count}):
    slow = "import time\\ntime.sleep({seconds})\\n"
    Submission.objects.submit(learner, exercise, slow + exercise.current.files["solution.py"] + "# %d" % number)
"""


def hand_in(composed: Composed, email: str, count: int, seconds: float) -> None:
    """Hand in what is right, and sleeps first."""
    composed.shell(HAND_IN.format(email=email, slug=EXERCISE, count=count, seconds=seconds))


def rows(composed: Composed, email: str) -> list[tuple[str, ...]]:
    """State, status, faults of all that this person has handed in."""
    sql = (
        "SELECT s.state, s.status, s.faults FROM submissions_submission s JOIN accounts_user u ON u.id = s.learner_id"
        f" WHERE u.email = '{email}' ORDER BY s.created_at"
    )
    return [tuple(row) for row in composed.query(sql)]


def states(composed: Composed, email: str) -> list[str]:
    return [row[0] for row in rows(composed, email)]


def graded_once(composed: Composed, email: str) -> None:
    """Wait until all of it is graded; no verdict may be lost, and none be anything but the learner's own."""
    composed.wait(lambda: set(states(composed, email)) == {"done"})
    assert {status for _, status, _ in rows(composed, email)} == {"passed"}


def test_two_workers_share_the_work_and_do_none_twice(composed: Composed) -> None:
    composed.compose("up", "--detach", "--no-build", "--no-recreate", "--scale", "worker=2", "worker")
    assert len(composed.containers("worker")) == 2
    composed.wait(lambda: composed.grades(2))
    hand_in(composed, "two@example.org", 8, 1)
    graded_once(composed, "two@example.org")
    taken = re.findall(r"(worker_\d+) .*submission ([0-9a-f-]{36}): taken", composed.logs("worker"))
    assert len({number for _, number in taken}) == len(taken)
    assert {worker for worker, _ in taken} == {"worker_1", "worker_2"}


def test_all_workers_die_and_come_back_by_themselves(composed: Composed) -> None:
    hand_in(composed, "crash@example.org", 8, 6)
    composed.wait(lambda: "running" in states(composed, "crash@example.org"))
    for container in composed.containers("worker"):
        composed.kill_outright(container)
    graded_once(composed, "crash@example.org")
    assert max(int(faults) for _, _, faults in rows(composed, "crash@example.org")) == 1


def test_killed_by_compose_and_started_again(composed: Composed) -> None:
    hand_in(composed, "kill@example.org", 8, 6)
    composed.wait(lambda: "running" in states(composed, "kill@example.org"))
    composed.compose("kill", "-s", "KILL", "worker")
    assert set(states(composed, "kill@example.org")) > {"running"}, "some had no verdict yet"
    composed.compose("start", "worker")
    graded_once(composed, "kill@example.org")


def test_told_to_stop_a_worker_finishes_what_it_has(composed: Composed) -> None:
    composed.wait(composed.grades)
    hand_in(composed, "stop@example.org", 4, 6)
    composed.wait(lambda: "running" in states(composed, "stop@example.org"))
    running = states(composed, "stop@example.org").count("running")
    composed.compose("stop", "worker")
    assert {composed.inspect(one)["State"]["ExitCode"] for one in composed.containers("worker")} == {0}
    found = rows(composed, "stop@example.org")
    assert found.count(("done", "passed", "0")) >= running
    assert all(row in (("done", "passed", "0"), ("queued", "", "0")) for row in found)
    composed.compose("start", "worker")
    graded_once(composed, "stop@example.org")


def comes_back(composed: Composed, service: str) -> None:
    """Kill it, and wait until the house is ready again."""
    (container,) = composed.containers(service)
    composed.kill_outright(container)
    composed.wait(lambda: composed.restarted(container) and composed.ready())


def test_web_redis_and_database_come_back_by_themselves(composed: Composed) -> None:
    for service in ("web", "redis", "database"):
        comes_back(composed, service)
    hand_in(composed, "after@example.org", 2, 0)
    graded_once(composed, "after@example.org")
