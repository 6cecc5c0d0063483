"""/submissions/<id>/ and /exercises/<slug>/attempts/."""

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import grader
from jieti.accounts.models import User
from jieti.courses.models import Exercise
from jieti.mentoring.models import Cohort
from jieti.submissions.models import Submission
from tests.jieti.submissions.conftest import graded

ATTEMPTS = "/exercises/dot-product/attempts/"


def test_the_page_has_code_verdict_and_what_changed(ada: User, ada_client: Client, exercise: Exercise) -> None:
    graded(ada, exercise, "diagnosed", "a = 1\nb = 2\n")
    row = graded(ada, exercise, "passed", "a = 1\nb = 3\n")
    page = ada_client.get(f"/submissions/{row.pk}/").content.decode()
    assert "Attempt 2" in page and "all 9 checks hold" in page
    assert 'id="L2"' in page and "<code>b = 3</code>" in page
    assert '<tr class="removed">' in page and "<code>b = 2</code>" in page
    assert f"/exercises/dot-product/?attempt={row.pk}" in page


def test_the_first_attempt_has_nothing_to_compare_with(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "passed")
    assert "What changed" not in ada_client.get(f"/submissions/{row.pk}/").content.decode()


def test_a_waiting_one_refreshes_itself_without_a_script(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = Submission.objects.submit(ada, exercise, "x")
    page = ada_client.get(f"/submissions/{row.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page and "you are next" in page


def test_code_is_text(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "hostile", "<script>alert(1)</script>")
    page = ada_client.get(f"/submissions/{row.pk}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_run_has_a_page(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "ran", kind="run")
    page = ada_client.get(f"/submissions/{row.pk}/").content.decode()
    assert "hello &lt;b&gt;there&lt;/b&gt;" in page


def test_the_history(ada: User, ada_client: Client, exercise: Exercise) -> None:
    rows = [graded(ada, exercise, name, name) for name in ("diagnosed", "broken", "passed")]
    graded(ada, exercise, "ran", kind="run")
    page = ada_client.get(ATTEMPTS).content.decode()
    for row in rows:
        assert f"/submissions/{row.pk}/" in page
    assert page.index("Attempt 3") < page.index("Attempt 1")
    assert page.count("not counted") == 1 and "Attempt 0" not in page


def test_a_history_that_is_empty_says_how_to_start(ada_client: Client, exercise: Exercise) -> None:
    assert "Write the first one" in ada_client.get(ATTEMPTS).content.decode()


def test_the_history_is_ones_own(ada: User, bo_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "passed")
    assert str(row.pk) not in bo_client.get(ATTEMPTS).content.decode()


def test_a_withdrawn_exercise_keeps_its_history(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "passed")
    Exercise.objects.update(withdrawn_at=timezone.now())
    assert str(row.pk) in ada_client.get(ATTEMPTS).content.decode()
    assert ada_client.get(f"/submissions/{row.pk}/").status_code == 200


@pytest.fixture(params=["", "state/", "events/"])
def address(request: pytest.FixtureRequest, ada: User, exercise: Exercise) -> str:
    return f"/submissions/{graded(ada, exercise, 'diagnosed').pk}/{request.param}"


def test_its_learner_may_see_it(ada_client: Client, address: str) -> None:
    assert ada_client.get(address).status_code == 200


def test_another_learner_does_not_find_it(bo_client: Client, address: str) -> None:
    assert bo_client.get(address).status_code == 404


def test_a_mentor_without_that_learner_does_not_find_it(mei: User, mei_client: Client, address: str) -> None:
    Cohort.objects.create(name="others").mentors.add(mei)
    assert mei_client.get(address).status_code == 404


def test_the_learners_mentor_may_see_it(ada: User, mei: User, mei_client: Client, address: str) -> None:
    for name in ("one", "two"):
        cohort = Cohort.objects.create(name=name)
        cohort.mentors.add(mei)
        cohort.learners.add(ada)
    assert mei_client.get(address).status_code == 200


def test_a_cohort_gives_nothing_to_who_is_no_mentor(ada: User, bo: User, bo_client: Client, address: str) -> None:
    cohort = Cohort.objects.create(name="one")
    cohort.mentors.add(bo)
    cohort.learners.add(ada)
    assert bo_client.get(address).status_code == 404


def test_an_administrator_may_see_it(root_client: Client, address: str) -> None:
    assert root_client.get(address).status_code == 200


def test_an_author_does_not_find_it(ann_client: Client, address: str) -> None:
    assert ann_client.get(address).status_code == 404


def test_anonymous_people_sign_in_first(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    assert client.get(ATTEMPTS).status_code == 302


@pytest.mark.parametrize("end", ["", "state/", "events/"])
def test_an_unknown_one_is_not_found(ada_client: Client, db: None, end: str) -> None:
    assert ada_client.get(f"/submissions/{uuid.uuid4()}/{end}").status_code == 404
    assert ada_client.get(f"/submissions/nonsense/{end}").status_code == 404


def test_only_get(ada_client: Client, address: str) -> None:
    assert ada_client.post(address).status_code == 405
    assert ada_client.post(ATTEMPTS).status_code == 405


AGAIN = {"check": "values", "seed": "0x1f", "call": ""}
SOFTMAX = Path(__file__).parents[2] / "grader" / "exercises" / "softmax"


@pytest.fixture
def reproducible(ada: User, exercise: Exercise) -> Submission:
    """A failed attempt of ada's at an exercise whose files are whole."""
    assert exercise.current
    exercise.current.files = dict(grader.Exercise.from_folder(SOFTMAX).files)
    exercise.current.save()
    row = graded(ada, exercise, "diagnosed")
    row.verdict = {**(row.verdict or {}), "reproduce": AGAIN}
    row.save(update_fields=["verdict"])
    return row


def test_the_failed_check_is_to_be_had_as_a_program(ada_client: Client, reproducible: Submission) -> None:
    answer = ada_client.get(f"/submissions/{reproducible.pk}/reproduce.py")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    compile(text, "reproduce.py", "exec")
    assert "default_rng(0x1f)" in text and '"values"' in text.replace("'", '"')
    assert SOFTMAX.joinpath("solution.py").read_text() not in text


def test_the_program_is_nobody_elses_business(bo_client: Client, client: Client, reproducible: Submission) -> None:
    url = f"/submissions/{reproducible.pk}/reproduce.py"
    assert bo_client.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_there_is_no_program_where_nothing_failed(ada: User, ada_client: Client, exercise: Exercise) -> None:
    row = graded(ada, exercise, "passed")
    assert ada_client.get(f"/submissions/{row.pk}/reproduce.py").status_code == 404
    assert ada_client.post(f"/submissions/{row.pk}/reproduce.py").status_code == 405
