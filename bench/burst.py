"""200 people hand in 1,000 submissions at once: how fast are they graded, against the same gradings and nothing else?

"Nothing else" is a loop of `grader.grade` with as many slots, sandbox and judge included, but no database, no broker
and no web server. It runs right before and right after, on the same machine.
"""

import http.client
import json
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

from bench.report import Figure, p50, p95
from bench.sandbox import throughput
from bench.verdict import EXERCISE, FOLDER
from grader import CaseStock, Exercise, grade
from sandbox.host import Host, cell_python
from tests.stack import Stack, held, start_worker

PEOPLE, EACH = 200, 5
HANDS = 20  # connections at a time
SLOTS = 2
ALONE = 200  # gradings
PAIR = 300  # submissions for one worker process, and for two

SOURCE = (FOLDER / "solution.py").read_text()
PEOPLE_CODE = f"""
from jieti.accounts.models import User
from jieti.api.models import Token
for n in range({PEOPLE}):
    person, _ = User.objects.get_or_create(email=f"burst{{n}}@example.org", defaults={{"name": f"Burst {{n}}"}})
    print("TOKEN", Token.objects.issue(person, "bench")[1])
"""
SUBMIT_CODE = f"""
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission
exercise = Exercise.objects.select_related("current").get(slug="{EXERCISE}")
source = exercise.current.files["solution.py"]
people = list(User.objects.filter(email__startswith="burst"))
for n in range({{count}}):
    Submission.objects.submit(people[n % len(people)], exercise, source + f"# {{mark}} {{{{n}}}}")
"""
TIMES_CODE = """
import json
from jieti.submissions.models import Submission
rows = Submission.objects.filter(source__contains="# {mark} ")
print("TIMES", json.dumps([[row.learner_id, row.created_at.timestamp(), row.graded_at.timestamp(), row.faults,
    row.status] for row in rows.only("learner_id", "created_at", "graded_at", "faults", "status")]))
"""


def alone() -> tuple[float, float]:
    """Return gradings a second of the grader by itself, and plain jobs a second of the sandbox."""
    exercise = Exercise.from_folder(FOLDER)
    with Host(cell_python()) as host:
        stock = CaseStock(host)

        def one(n: int) -> None:
            assert grade(exercise, f"{SOURCE}\n# {n}\n", host, stock=stock).status == "passed"

        with ThreadPoolExecutor(SLOTS) as pool:
            list(pool.map(one, range(10)))  # torch loads some of itself when it is first used
            begun = time.perf_counter()
            list(pool.map(one, range(ALONE)))
            found = ALONE / (time.perf_counter() - begun)
        stock.close()
        return found, throughput(host)


def hand_in(stack: Stack, token: str, person: int) -> None:
    """One person hands in, one after the other."""
    line = http.client.HTTPConnection(urlsplit(stack.url).netloc, timeout=120)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for n in range(EACH):
        body = json.dumps({"source": f"{SOURCE}\n# burst {person}-{n}\n"})
        line.request("POST", f"/api/v1/exercises/{EXERCISE}/submissions/", body, headers)
        answer = line.getresponse()
        content = answer.read()
        assert answer.status == 201, content
    line.close()


def settled(stack: Stack, mark: str, count: int) -> list[tuple[int, float, float]]:
    """Wait for the verdicts; return whose each is, when it was handed in and when it was graded."""
    left = f"SELECT count(*) FROM submissions_submission WHERE source LIKE '%# {mark} %' AND state <> 'done'"
    while stack.servers.query(left) != [(0,)]:
        time.sleep(0.1)
    rows = json.loads(stack.shell(TIMES_CODE.replace("{mark}", mark)).split("TIMES ")[1])
    assert len(rows) == count and {row[4] for row in rows} == {"passed"}, "not every verdict is the right one"
    assert not sum(row[3] for row in rows), "there were faults of ours"
    return [(person, queued, graded) for person, queued, graded, _faults, _status in rows]


def burst(stack: Stack) -> list[tuple[int, float, float]]:
    """Let everybody hand in while the worker is at it already."""
    tokens = re.findall(r"TOKEN (\S+)", stack.shell(PEOPLE_CODE))
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda who: hand_in(stack, tokens[who], who), range(PEOPLE)))
    return settled(stack, "burst", PEOPLE * EACH)


def drained(stack: Stack, mark: str, *workers: int) -> float:
    """Return submissions a second that the workers get done, all of which waited when they began."""
    with ExitStack() as waiting:
        for worker in workers:
            waiting.enter_context(held(worker, stack.servers))
        stack.shell(SUBMIT_CODE.format(count=PAIR, mark=mark))
        begun = time.time()
    return PAIR / (max(graded for _who, _queued, graded in settled(stack, mark, PAIR)) - begun)


def pair(stack: Stack) -> tuple[float, float, int]:
    """Return what one worker process gets done, what two do, and how many submissions were taken twice."""
    one = drained(stack, "one", stack.pid("worker"))
    before = stack.log("worker").count("grading begins")
    second = start_worker(stack.pid("worker"), stack.servers)
    try:
        while stack.log("worker").count("grading begins") == before:
            time.sleep(0.1)
        two = drained(stack, "two", stack.pid("worker"), second.pid)
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(60)
    taken = re.findall(r"submission (\S+): taken", stack.log("worker"))
    return one, two, len(taken) - len(set(taken))


def run(stack: Stack) -> Iterator[Figure]:
    while "grading begins" not in stack.log("worker"):
        time.sleep(0.1)
    before, jobs = alone()
    rows = burst(stack)
    after, _jobs = alone()
    rate = (before + after) / 2
    begun = min(queued for _who, queued, _graded in rows)
    found = len(rows) / (max(graded for _who, _queued, graded in rows) - begun)
    waits = [graded - queued for _who, queued, graded in rows]
    longest: dict[int, float] = {}
    for who, queued, graded in rows:
        longest[who] = max(longest.get(who, 0.0), graded - queued)
    share, unlucky = found / rate, max(longest.values()) / p50(list(longest.values()))
    yield Figure("burst.grader_alone", rate, "gradings/s", "before / after", before / after)
    yield Figure("burst.sandbox_jobs", jobs, "jobs/s")
    yield Figure("burst.drained", found, "submissions/s", "burst.grader_alone", share, ">= 70 %", share >= 0.7)
    yield Figure("burst.to_sandbox_jobs", found, "submissions/s", "burst.sandbox_jobs", found / jobs)
    yield Figure("burst.wait.p50", p50(waits), "s")
    yield Figure("burst.wait.p95", p95(waits), "s")
    yield Figure("burst.wait.unluckiest", max(longest.values()), "s", "burst.wait.median_person", unlucky)
    one, two, twice = pair(stack)
    yield Figure("pair.one_worker", one, "submissions/s")
    yield Figure("pair.two_workers", two, "submissions/s", "pair.one_worker", two / one)
    yield Figure("pair.done_twice", twice, "submissions", limit="none", holds=twice == 0)
