"""/machines/: for administrators only."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jieti.accounts.models import User
from jieti.courses.models import Exercise, ExerciseVersion
from jieti.operations import wishes
from jieti.operations.models import Machine
from jieti.submissions.models import Submission
from tests.conftest import signed_in
from tests.jieti.operations.conftest import LEAKS, SAMPLED

pytestmark = pytest.mark.django_db

URLS = ["/machines/", "/machines/{pk}/examine/", "/machines/{pk}/forget/"]
NAMES = {"JIETI_CGROUP", "Python", "SQLite", "PostgreSQL", "cgroup", "systemd", "worker", "seccomp", "userfaultfd"}
NAMES |= {"RLIMIT_AS", "RLIMIT_NPROC", "no_new_privs", "io_uring", "ptrace"}


def page(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/machines/").content.decode())


def poll(client: Client, state: str = "") -> str:
    return client.get("/machines/", {"state": state}, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("url", URLS)
def test_anonymous_signs_in_first(client: Client, machine: Machine, url: str) -> None:
    assert client.post(url.format(pk=machine.pk))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("who", ["ada_client", "mei_client", "ann_client"])
def test_for_others_there_is_no_such_page(request: pytest.FixtureRequest, machine: Machine, url: str, who: str) -> None:
    client = request.getfixturevalue(who)
    assert client.get(url.format(pk=machine.pk)).status_code == 404
    assert client.post(url.format(pk=machine.pk)).status_code == 404
    assert "/machines/" not in client.get("/today/").content.decode()


def test_a_bad_id(root_client: Client) -> None:
    for url in ("/machines/999/examine/", "/machines/999/forget/", "/machines/x/examine/"):
        assert root_client.post(url).status_code == 404


def test_wrong_method(root_client: Client, stale: Machine) -> None:
    assert root_client.post("/machines/").status_code == 405
    for url in URLS[1:]:
        assert root_client.get(url.format(pk=stale.pk)).status_code == 405
    assert Machine.objects.get().asked_at is None


def test_a_fit_machine(root_client: Client, machine: Machine) -> None:
    text = page(root_client)
    assert "Ready: nothing waits" in text and ">fit<" in text
    assert "2 CPUs · bwrap 0.11.0 · cgroup v2 · Python 3.11.2" in text
    assert "a fork bomb was refused" in text and "everything essential holds" in text
    assert ">Machines</span>" in text, "named in the menu"


def test_in_chinese(make_person: Callable[..., User], make_machine: Callable[..., Machine]) -> None:
    make_machine("vm", LEAKS, SAMPLED)
    text = page(signed_in(make_person("zhu", role="admin", language="zh-hans")))
    assert "fork 炸弹被拒绝" in text and "网络命名空间" in text and "不能评测" in text
    assert "应当是“连不上任何地址”；实际是 ok：open" in text
    assert "sysctl -w kernel.unprivileged_userns_clone=1" in text
    body = text[text.index("<main") : text.index("</main>")]
    english = re.findall(r"[A-Za-z_]{6,}", re.sub(r"<(pre|code)\b.*?</\1>|<[^>]*>", " ", body))
    assert set(english) <= NAMES


def test_what_does_not_hold_comes_with_its_remedy(root_client: Client, make_machine: Callable[..., Machine]) -> None:
    make_machine("vm", LEAKS, SAMPLED)
    text = page(root_client)
    assert "not fit" in text and "Nothing is graded: no machine can confine" in text
    assert "1 limit does not hold, so its worker refuses to grade. What waits stays queued; nothing is lost." in text
    assert '<pre tabindex="0"><code>sysctl -w kernel.unprivileged_userns_clone=1</code></pre>' in text
    assert "Delegate=yes" in text and "What could be better" in text


def test_one_fit_machine_is_enough(root_client: Client, make_machine: Callable[..., Machine]) -> None:
    make_machine("leaky", LEAKS)
    make_machine("good")
    text = page(root_client)
    assert "Ready: nothing waits" in text and "not fit" in text


def test_no_worker_has_ever_been_here(root_client: Client) -> None:
    text = page(root_client)
    assert "no worker has ever been here" in text and "No machine yet" in text and "make run" in text


def test_a_machine_not_seen_for_long(root_client: Client, stale: Machine) -> None:
    text = page(root_client)
    assert "last seen 5 minutes ago" in text and "no worker is up" in text
    assert "Examine again" in text and "Take off the list" in text
    assert not re.search(r"badge \w+\">fit<", text), "what was fit then says nothing about now"


def test_a_machine_that_starts(root_client: Client, make_machine: Callable[..., Machine]) -> None:
    make_machine("new", fit=False, findings=[], facts={}, checked_at=None)
    text = page(root_client)
    assert "The machine is being examined." in text and "being examined" in text


def test_a_dead_broker(root_client: Client, machine: Machine, broker: Callable[[bool], None]) -> None:
    broker(False)
    text = page(root_client)
    assert "Grading stands still: the broker does not answer." in text and "is kept" in text


def test_the_page_has_the_figures_of_readyz(root_client: Client, ada: User, bo: User, machine: Machine) -> None:
    exercise = Exercise.objects.create(slug="tiny", title={"zh": "题", "en": "Task"})
    exercise.current = ExerciseVersion.objects.create(exercise=exercise, digest="d", files={})

    def wait(person: User, count: int, **fields: Any) -> None:
        made = {"learner": person, "exercise": exercise, "version": exercise.current, "source": "x", **fields}
        Submission.objects.bulk_create(Submission(number=n, **made) for n in range(count))

    wait(ada, 1021)
    wait(ada, 32, kind="again", lane=1)
    wait(bo, 43, state="running", faults=3)
    wait(bo, 54, kind="run", state="done", graded_at=timezone.now())
    figures = root_client.get("/readyz").json()
    page = root_client.get("/machines/").content.decode()
    for words, name, shown in [
        ("Waiting now", "waiting", "1,021"),
        ("Graded again once nobody waits", "waiting_in_bulk", "32"),
        ("Being graded now", "running", "43"),
        ("Graded in the last hour", "graded_last_hour", "54"),
        ("Faults of ours, last 24 hours", "faults_last_day", "129"),
    ]:
        assert figures[name] == int(shown.replace(",", ""))
        assert f'<dt>{words}</dt><dd class="number">{shown}</dd>' in page
    for words in ("The oldest of them", "Last verdict", "Broker", "Database"):
        assert f"<dt>{words}</dt>" in page


def test_names_and_findings_are_escaped(root_client: Client, make_machine: Callable[..., Machine]) -> None:
    evil = {"limit": "<script>alert(1)</script>", "holds": False, "proof": "<b>", "remedy": "run `a <script> b`"}
    make_machine("<script>alert(2)", findings=[evil], fit=False)
    assert "<script>alert" not in page(root_client) and "a <script>" not in page(root_client)


def test_a_row_of_an_older_worker_is_no_error(root_client: Client, make_machine: Callable[..., Machine]) -> None:
    make_machine("old", findings=[{}], facts={})
    assert root_client.get("/machines/").status_code == 200


def test_a_poll_leaves_alone_what_has_not_changed(root_client: Client, machine: Machine) -> None:
    state = root_client.get("/machines/").context["state"]
    assert 'id="now"' in poll(root_client, state) and 'id="machines"' not in poll(root_client, state)
    Machine.objects.update(fit=False, checked_at=timezone.now())
    changed = poll(root_client, state)
    assert 'id="machines"' in changed and "hx-swap-oob" in changed and "<html" not in changed


def test_a_poll_after_signing_out_is_sent_away(client: Client, machine: Machine) -> None:
    assert client.get("/machines/", headers={"HX-Request": "true"}).status_code == 302


@pytest.mark.parametrize("count", [1, 12])
def test_many_machines_cost_the_same(
    root_client: Client, make_machine: Callable[..., Machine], django_assert_max_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_machine(f"vm{number}", LEAKS)
    with django_assert_max_num_queries(7):
        root_client.get("/machines/")
    with django_assert_max_num_queries(7):
        poll(root_client)


def test_examine_again(root_client: Client, machine: Machine, sent: list[str]) -> None:
    response = root_client.post(f"/machines/{machine.pk}/examine/", follow=True)
    text = response.content.decode()
    assert "vm is being examined; the result appears here by itself." in text and ">being examined<" in text
    machine.refresh_from_db()
    assert machine.asked_at is not None and sent == [wishes.LOOK]


def test_examine_again_where_no_worker_is_up(root_client: Client, stale: Machine, sent: list[str]) -> None:
    text = root_client.post(f"/machines/{stale.pk}/examine/", follow=True).content.decode()
    assert "No worker is up on gone. It is examined as soon as one starts." in text
    assert "It is examined again as soon as a worker starts there." in text and not sent


def test_examine_again_while_the_broker_is_down(
    root_client: Client, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_: str) -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(wishes.app.control, "broadcast", down)
    assert root_client.post(f"/machines/{machine.pk}/examine/").status_code == 302
    assert Machine.objects.get().asked_at is not None, "the worker looks at its row by itself"


def test_take_a_machine_off_the_list(root_client: Client, machine: Machine, stale: Machine) -> None:
    assert root_client.post(f"/machines/{stale.pk}/forget/").status_code == 302
    assert root_client.post(f"/machines/{machine.pk}/forget/").status_code == 404, "its worker is there"
    assert list(Machine.objects.all()) == [machine]
