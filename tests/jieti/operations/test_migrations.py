"""Every migration there is, run forwards on what people had made before it: nothing of theirs is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Servers, servers

ROOT = Path(__file__).resolve().parents[3]
DUMPS = sorted((ROOT / "tests" / "dumps").glob("*.json"))

GO_BACK = """
import json
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.dumps.rows import load
dump = json.load(open({dump!r}))
executor = MigrationExecutor(connection)
state = executor.migrate([tuple(key) for key in dump["migrations"]])
load(state.apps, dump["rows"])
"""
LOOK = """
import json
from django.apps import apps
from tests.dumps.rows import lost
from tests.jieti.operations.test_migrations import MEANT
print("LOST", json.dumps(lost(apps, json.load(open({dump!r}))["rows"], MEANT)))
"""
#: What people get by what lay there: their pages, their attempts by number, and the queue where it stood.
USE = """
import json
from datetime import timedelta
from django.conf import settings
from django.test import Client
from django.utils import timezone
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.submissions.models import Submission
settings.ALLOWED_HOSTS.append("testserver")
answers = {}
for person in User.objects.all():
    client = Client()
    client.force_login(person)
    rows = Submission.objects.filter(learner=person)
    for path in ["/today/", "/roadmaps/", "/exercises/plus-one/", *(row.get_absolute_url() for row in rows)]:
        answers[f"{person.name} {path}"] = client.get(path).status_code
ada = User.objects.get(name="Ada")
row = Submission.objects.submit(ada, Exercise.objects.select_related("current").get(), "def plus_one(n): return -~n")
Submission.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(1))
lost = Submission.objects.take_back()
assert all(one.fault("the worker of before is gone") for one in lost)
taken = []
while (one := Submission.objects.claim()) is not None:
    taken.append(one.learner.name)
print("USED", json.dumps([answers, row.number, len(lost), taken]))
"""
#: What a migration changes on purpose.
MEANT = {("study.enrolment", "weekdays"): ([],)}  # study 0002: nobody is without a study day


def manage(house: Servers, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    # Of the test suite's settings only that pages need no collected static files is of interest here.
    environment = {**os.environ, **house.environment, "DJANGO_SETTINGS_MODULE": "jieti.settings.test"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def shell(house: Servers, code: str) -> str:
    return manage(house, "shell", "-v", "0", "-c", code)


@pytest.fixture(params=DUMPS, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Servers, Path]]:
    """A database of then, brought to what we have now with the command that everybody uses."""
    with servers(tmp_path / "var") as house:
        house.var.mkdir()
        shell(house, GO_BACK.format(dump=str(request.param)))
        manage(house, "migrate", "--verbosity", "0")
        yield house, request.param


def test_nothing_of_anybodys_is_lost_and_everything_still_works(upgraded: tuple[Servers, Path]) -> None:
    house, dump = upgraded
    assert json.loads(shell(house, LOOK.format(dump=str(dump))).split("LOST ")[1]) == []
    answers, number, lost, taken = json.loads(shell(house, USE).split("USED ")[1])
    assert set(answers.values()) == {200}, {page: status for page, status in answers.items() if status != 200}
    assert number == 4, "ada's attempts go on from where they were"
    assert (lost, sorted(taken)) == (1, ["Ada", "Ada", "Bo", "Bo"]), "what waited is still waiting"


def test_there_is_something_to_migrate() -> None:
    """A dump that names every migration would test nothing."""
    assert DUMPS
    for path in DUMPS:
        reached = {tuple(key) for key in json.loads(path.read_text(encoding="utf-8"))["migrations"]}
        ours = {(file.parts[-3], file.stem) for file in (ROOT / "platform" / "jieti").glob("*/migrations/0*.py")}
        assert {app for app, _name in ours - reached}, path


def test_a_loss_would_be_seen(upgraded: tuple[Servers, Path]) -> None:
    house, dump = upgraded
    damage = "from jieti.submissions.models import *; Draft.objects.all().delete();Submission.objects.update(score=0.5)"
    shell(house, damage)
    found = json.loads(shell(house, LOOK.format(dump=str(dump))).split("LOST ")[1])
    assert any(line.startswith("submissions.draft 1 is gone") for line in found)
    assert any("score was" in line for line in found)
