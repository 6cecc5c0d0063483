"""Today and an exercise page against a view with one query, on the same server; then again with 10,000 learners."""

import http.client
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from bench.report import Figure
from tests.stack import Stack

CLIENTS = 4
REQUESTS = 60  # a client

LEARNER_CODE = """
from datetime import date
from django.contrib.sessions.backends.db import SessionStore
from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Enrolment
person, _ = User.objects.get_or_create(email="pages@example.org", defaults={"name": "Pages"})
Enrolment.objects.enrol(person, Track.objects.get(key="T0"), date.today(), range(7), 90)
session = SessionStore()
session["_auth_user_id"] = str(person.pk)
session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
session["_auth_user_hash"] = person.get_session_auth_hash()
session.create()
print("SESSION", session.session_key)
"""
CROWD_CODE = """
from datetime import date
from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Completion, Enrolment
from django.utils import timezone
have = User.objects.filter(email__startswith="crowd").count()
people = User.objects.bulk_create(User(email=f"crowd{n}@example.org", password="!") for n in range(have, {size}))
track = Track.objects.get(key="T0")
plan = {"track": track, "starts_on": date.today(), "weekdays": [0, 1, 2], "minutes_per_day": 60}
Enrolment.objects.bulk_create(Enrolment(learner=p, **plan) for p in people)
Completion.objects.bulk_create(Completion(learner=p, kind="lesson", key="lora", at=timezone.now()) for p in people)
"""
PAGES = {"today": "/today/", "exercise": "/exercises/scaled-dot-product-attention/"}


def rate(stack: Stack, path: str, cookie: str) -> float:
    """Return requests a second that CLIENTS connections get out of the server."""

    def visit(count: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(stack.url).netloc, timeout=60)
        for _ in range(count):
            connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
        connection.close()

    visit(5)
    threads = [threading.Thread(target=visit, args=(REQUESTS,)) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CLIENTS * REQUESTS / (time.perf_counter() - begun)


def run(stack: Stack) -> Iterator[Figure]:
    cookie = stack.shell(LEARNER_CODE).split("SESSION ")[1].strip()
    for size in (10, 10_000):
        stack.shell(CROWD_CODE.replace("{size}", str(size)))
        trivial = rate(stack, "/healthz/", cookie)
        yield Figure(f"pages.one_query.{size}_learners", trivial, "requests/s")
        for name, path in PAGES.items():
            value = rate(stack, path, cookie)
            yield Figure(
                f"pages.{name}.{size}_learners",
                value,
                "requests/s",
                f"pages.one_query.{size}_learners",
                value / trivial,
                ">= 1/3 of one_query",
                value >= trivial / 3,
            )
