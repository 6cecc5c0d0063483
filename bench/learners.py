"""100 learners at once: they think for 20 seconds, look at a page, and one time in ten hand something in."""

import http.client
import random
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from bench.report import Figure, p50, p95
from bench.verdict import EXERCISE, FOLDER
from tests.stack import Stack

LEARNERS = 100
THINKING_S = 20.0
LONG_S = 120.0
SINGLE = 60  # pages that the one who is alone looks at

PAGES = ["/today/", f"/exercises/{EXERCISE}/", "/lessons/self-attention/", "/roadmaps/42-days/", "/exercises/"]
SOURCE = (FOLDER / "solution.py").read_text()
PEOPLE_CODE = f"""
from datetime import date
from django.contrib.sessions.backends.db import SessionStore
from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Enrolment
track = Track.objects.get(key="T0")
for n in range({LEARNERS}):
    person, _ = User.objects.get_or_create(email=f"learner{{n}}@example.org", defaults={{"name": f"Learner {{n}}"}})
    Enrolment.objects.enrol(person, track, date.today(), range(7), 90)
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    print("SESSION", session.session_key)
"""


@dataclass
class Tally:
    """What everybody has seen: seconds until pages came, until verdicts came, and what went wrong."""

    pages: list[float] = field(default_factory=list)
    verdicts: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Learner:
    """Somebody with a browser."""

    def __init__(self, stack: Stack, session: str, tally: Tally) -> None:
        self.line = http.client.HTTPConnection(urlsplit(stack.url).netloc, timeout=90)
        self.session, self.tally = session, tally

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str, str]:
        """Return status, text and the cookie with the token."""
        self.line.request(method, path, body, {"Cookie": f"sessionid={self.session}", **headers})
        answer = self.line.getresponse()
        text = answer.read().decode()
        token = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
        return answer.status, text, token.group(1) if token else ""

    def look(self, path: str) -> tuple[str, str]:
        """Open a page."""
        begun = time.perf_counter()
        status, text, token = self.ask("GET", path)
        self.tally.pages.append(time.perf_counter() - begun)
        if status != 200:
            self.tally.errors.append(f"{path}: {status}")
        return text, token

    def hand_in(self, mark: str) -> None:
        """Open the exercise, press Submit, and watch until the verdict is there."""
        page, cookie = self.look(f"/exercises/{EXERCISE}/")
        secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        begun = time.perf_counter()
        body = urlencode({"csrfmiddlewaretoken": secret.group(1) if secret else "", "source": f"{SOURCE}\n# {mark}\n"})
        status, text, _token = self.ask(
            "POST",
            f"/exercises/{EXERCISE}/submit/",
            body,
            **{"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            Cookie=f"sessionid={self.session}; csrftoken={cookie}",
        )
        events = re.search(r'"events_url": "([^"]+)"', text)
        if status != 201 or not events:
            self.tally.errors.append(f"submit: {status}")
            return
        _status, told, _token = self.ask("GET", events.group(1))
        if "event: done" not in told or '"status": "passed"' not in told:
            self.tally.errors.append(f"verdict: {told[-200:]}")
        self.tally.verdicts.append(time.perf_counter() - begun)

    def live(self, until: float, dice: random.Random) -> None:
        """Think and act, until it is time to go."""
        pause = dice.uniform(0, THINKING_S)
        while time.monotonic() + pause < until:
            time.sleep(pause)
            try:
                if dice.random() < 0.1:
                    self.hand_in(f"{self.session[:8]} {time.time()}")
                else:
                    self.look(dice.choice(PAGES))
            except (OSError, http.client.HTTPException) as error:
                self.tally.errors.append(f"{type(error).__name__}: {error}")
            self.line.close()  # the server does not keep it open for as long as people think
            pause = dice.uniform(THINKING_S / 2, THINKING_S * 3 / 2)


def crowd(stack: Stack, sessions: list[str]) -> Tally:
    """Let them all learn for a while."""
    tally, until = Tally(), time.monotonic() + LONG_S
    threads = [
        threading.Thread(target=Learner(stack, session, tally).live, args=(until, random.Random(n)))
        for n, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def single(stack: Stack, session: str) -> Tally:
    """Let one of them look at pages, alone on the server."""
    tally = Tally()
    learner = Learner(stack, session, tally)
    for path in PAGES:
        learner.look(path)
    tally.pages.clear()
    for n in range(SINGLE):
        learner.look(PAGES[n % len(PAGES)])
    return tally


def run(stack: Stack) -> Iterator[Figure]:
    sessions = re.findall(r"SESSION (\S+)", stack.shell(PEOPLE_CODE))
    before = single(stack, sessions[0])
    together = crowd(stack, sessions)
    after = single(stack, sessions[0])
    one = p95(before.pages + after.pages)
    many = p95(together.pages)
    yield Figure("learners.single.p95", one * 1000, "ms")
    yield Figure("learners.hundred.p50", p50(together.pages) * 1000, "ms")
    yield Figure(
        "learners.hundred.p95", many * 1000, "ms", "learners.single.p95", many / one, "<= 4 times", many <= 4 * one
    )
    yield Figure("learners.verdict.p95", p95(together.verdicts) * 1000, "ms")
    errors = before.errors + together.errors + after.errors
    for error in sorted(set(errors)):
        print(error, file=sys.stderr)
    yield Figure("learners.errors", len(errors), f"of {len(together.pages)} pages", limit="none", holds=not errors)
