"""A Jieti of its own, started by `manage.py up`, any part of which a test can kill. It gets no help in coming back."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis

from tests import stack
from tests.faults import audit, curriculum
from tests.servers import Servers, servers
from tests.with_servers import Server, servers_of_our_own

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
PEOPLE, EACH = 20, 10  # 200 submissions in flight
ENGLISH = {"Accept-Language": "en"}
LEASE_S = 8
SUBMIT = "/api/v1/exercises/plus-one/submissions/"

PEOPLE_CODE = """
from django.contrib.sessions.backends.db import SessionStore
from jieti.accounts.models import User
from jieti.api.models import Token
for n in range({people}):
    person = User.objects.create_user(f"person{{n}}@example.org", None, name=f"Person {{n}}", language="en")
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    print("PERSON", Token.objects.issue(person, "test")[1], session.session_key)
"""


def until(condition: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
    """Wait for a condition; say which one it was if it never holds."""
    deadline = time.monotonic() + patience_s
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
    return found


@dataclass(frozen=True)
class Row:
    """What the database says of a submission."""

    pk: str
    person: int
    mark: str
    right: bool
    state: str
    status: str
    faults: int
    number: int


@dataclass(frozen=True)
class Answer:
    """What the web said, and how long it took."""

    status: int
    body: Any
    seconds: float


class House:
    """The processes, the people in it, and what the database says."""

    def __init__(self, servers: Servers, database: Server | None, queue: Server | None) -> None:
        self.servers, self.database, self.queue = servers, database, queue
        self.environment = {
            **os.environ,
            **servers.environment,
            "JIETI_CURRICULUM": str(curriculum.write(servers.var.parent / "curriculum")),
            "JIETI_WAITING_LIMIT": "250",
            "JIETI_LEASE_SECONDS": str(LEASE_S),
            "JIETI_NUDGE_AFTER_SECONDS": "0.5",
            "JIETI_RECONCILE_SECONDS": "0.5",
        }
        self.tokens: tuple[str, ...] = ()
        self.sessions: tuple[str, ...] = ()
        self.batches = 0
        self.more: list[subprocess.Popen[bytes]] = []

    # Its processes.

    def open(self) -> None:
        """Start it, let people in, and wait until it grades."""
        self.output = open(self.servers.var.parent / "up.log", "w+b")
        command = [sys.executable, "-u", "manage.py", "up", "--slots", "2"]
        self.up = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.output, stderr=self.output, start_new_session=True
        )
        until(lambda: self.up.poll() is not None or "Ctrl-C" in self.printed, "it is up")
        found = re.search(r"running:\s+(\S+)", self.printed)
        assert found, self.printed
        self.url = found.group(1).rstrip("/")
        said = self.manage("shell", "-v", "0", "-c", PEOPLE_CODE.format(people=PEOPLE))
        self.tokens, self.sessions = zip(*re.findall(r"PERSON (\S+) (\S+)", said), strict=True)
        with closing(self.servers.connect()) as database:
            for statement in audit.POSTGRES if self.database else audit.SQLITE:
                database.execute(statement)
            database.commit()
        self.grades(1)

    @property
    def printed(self) -> str:
        """What `up` has said."""
        return Path(self.output.name).read_text(errors="replace")

    def close(self) -> None:
        """Stop it with Ctrl-C's signal."""
        for process in [*self.more, self.up]:
            process.send_signal(signal.SIGINT if process is self.up else signal.SIGTERM)
        for process in [*self.more, self.up]:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        self.output.close()

    def manage(self, *arguments: str) -> str:
        """Run a management command."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pid(self, part: str) -> int:
        """Return the process id of a part of the house; 0 where there is none just now."""
        if part == "second worker":
            return self.more[-1].pid
        return stack.part(self.up.pid, part)

    def kill(self, part: str) -> None:
        """kill -9. Nobody but `up` starts it again."""
        pid = self.pid(part)
        os.kill(pid, signal.SIGKILL)
        until(lambda: self.pid(part) != pid, f"{part} is dead")

    @contextmanager
    def held(self, part: str) -> Iterator[None]:
        """Let a part hang: there, and silent."""
        with stack.held(self.pid(part), self.servers):
            yield

    def log(self, part: str) -> str:
        """Return what a part has written to its log."""
        return (self.servers.var / "log" / f"{part}.log").read_text(errors="replace")

    def grades(self, times: int) -> None:
        """Wait until a worker has begun to grade so many times."""
        until(lambda: self.log("worker").count("grading begins") >= times, "a worker grades")

    def begun(self) -> int:
        """Return how many workers have begun to grade so far."""
        return self.log("worker").count("grading begins")

    def another_worker(self) -> subprocess.Popen[bytes]:
        """Start a second worker process beside that of `up`."""
        before = self.begun()
        process = stack.start_worker(self.pid("worker"), self.servers)
        self.more.append(process)
        self.grades(before + 1)
        return process

    def redis(self) -> "redis.Redis":
        """A client of its broker."""
        if self.queue:
            return redis.Redis.from_url(self.queue.url)
        return redis.Redis(unix_socket_path=str(self.servers.var / "run" / "valkey.sock"))

    # What people do.

    def ask(self, person: int, method: str, path: str, body: object = None) -> Answer:
        """One request of one person's script."""
        headers = {"Authorization": f"Bearer {self.tokens[person]}", "Content-Type": "application/json", **ENGLISH}
        return self._exchange(method, path, headers, None if body is None else json.dumps(body))

    def look(self, person: int, path: str) -> Answer:
        """Open a page in the browser of somebody who is signed in."""
        return self._exchange("GET", path, {"Cookie": f"sessionid={self.sessions[person]}", **ENGLISH})

    def probe(self, path: str) -> int:
        """Ask as whoever watches the house does, without a name; return the status."""
        return self._exchange("GET", path, {}).status

    def _exchange(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> Answer:
        begun = time.monotonic()
        with closing(http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_S)) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            content = answer.read().decode()
        seconds = time.monotonic() - begun
        is_json = answer.headers.get_content_type() == "application/json"
        return Answer(answer.status, json.loads(content) if is_json else content, seconds)

    def insist(self, person: int, method: str, path: str, body: object = None) -> Answer:
        """The same, again and again while nobody answers, as a page does."""
        found: list[Answer] = []

        def answered() -> bool:
            try:
                found.append(self.ask(person, method, path, body))
            except (OSError, http.client.HTTPException):
                return False
            return found[-1].status < 500

        until(answered, f"an answer from {path}")
        return found[-1]

    def follow(self, person: int, pk: str) -> Any:
        """Wait for a verdict, as a page does; return the submission."""

        def graded() -> Any:
            shown = self.insist(person, "GET", f"/api/v1/submissions/{pk}/?wait=20").body
            return shown if shown["state"] == "done" else None

        return until(graded, "a verdict")

    def hand_in(self, people: Sequence[int] = range(PEOPLE), each: int = EACH) -> "Batch":
        """Everybody hands in, all at the same time, one after the other each; one in four is wrong."""
        batch = self.batch()
        with ThreadPoolExecutor(len(people)) as crowd:
            answers = crowd.map(
                lambda person: [self.submit(batch.source(person, n), person) for n in range(each)], people
            )
            batch.answers = [answer for own in answers for answer in own]
        batch.expected = len(batch.answers)
        assert Counter(answer.status for answer in batch.answers) == {201: batch.expected}
        return batch

    def batch(self) -> "Batch":
        """Begin a batch of submissions that can be told from all the others."""
        self.batches += 1
        return Batch(self, f"b{self.batches}-")

    def submit(self, source: str, person: int) -> Answer:
        """Hand in."""
        return self.ask(person, "POST", SUBMIT, {"source": source})


class Batch:
    """Submissions handed in together."""

    def __init__(self, house: House, prefix: str) -> None:
        self.house, self.prefix = house, prefix
        self.answers: list[Answer] = []
        self.expected = 0

    def source(self, person: int, number: int) -> str:
        """Return a program that nobody else hands in."""
        template = curriculum.WRONG if number % 4 == 3 else curriculum.RIGHT
        return template.format(mark=f"{self.prefix}{person}-{number}")

    def rows(self) -> list[Row]:
        """Return them as the database has them, in the order of their numbers."""
        columns = "id, learner_id, source, state, status, faults, number"
        found = self.house.servers.query(
            f"SELECT {columns} FROM submissions_submission WHERE source LIKE '%# {self.prefix}%' ORDER BY number"
        )
        return [
            Row(str(pk).replace("-", ""), person, source, "n + 1" in source, state, status, faults, number)
            for pk, person, source, state, status, faults, number in found
        ]

    def count(self, state: str) -> int:
        """Return how many are in that state."""
        return sum(row.state == state for row in self.rows())

    def under_way(self) -> None:
        """Wait until some have their verdict, some are being graded, and most wait."""
        until(lambda: self.count("done") >= 10 and self.count("running"), "some are graded")
        assert self.count("queued") > self.expected / 2, "that was too fast to show anything"

    def settle(self) -> list[Row]:
        """Wait until every one of them has its verdict; it is the right one, written once, and charged once."""
        logs = self.house.servers.var / "log"
        until(lambda: self.count("done") == self.expected, f"{self.expected} verdicts; see {logs}")
        rows = self.rows()
        assert [row.status for row in rows] == ["passed" if row.right else "failed" for row in rows]
        noted = Counter(self.house.servers.query("SELECT row_id, what FROM audit"))
        assert {noted[row.pk, "judged"] for row in rows} == {1}, "a verdict was written twice"
        assert all(noted[row.pk, "taken"] == 1 + row.faults for row in rows), "graded twice without a reason"
        for person in {row.person for row in rows}:
            numbers = [row.number for row in rows if row.person == person]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), (
                "an attempt was lost, or charged twice"
            )
            done = f"SELECT count(*) FROM study_completion WHERE kind = 'exercise' AND learner_id = {person}"
            assert self.house.servers.query(done) == [(1,)]
        return rows


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Open a house on a folder: with Postgres and Redis of its own where the suite runs on those."""
    with ExitStack() as closing_up:
        database = queue = None
        if "DATABASE_URL" in os.environ:
            database, queue = closing_up.enter_context(servers_of_our_own())
        named = {"DATABASE_URL": database.url, "REDIS_URL": queue.url} if database and queue else {}
        house = House(closing_up.enter_context(servers(folder / "var", named)), database, queue)
        closing_up.callback(house.close)
        house.open()
        yield house
