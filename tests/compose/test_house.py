"""The composed house does its job: by a browser, over TLS, through the proxy."""

import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.compose.stack import Composed
from tests.e2e import steps
from tests.e2e.conftest import browser as browser
from tests.stack import ROOT

EXERCISE = ROOT / "curriculum" / "exercises" / "scaled-dot-product-attention"


@pytest.fixture
def page(browser: Browser, composed: Composed) -> Iterator[Page]:
    """A learner's browser; it does not know who signed the certificate."""
    with browser.new_context(base_url=composed.url, ignore_https_errors=True, locale="zh-CN") as context:
        context.set_default_timeout(30_000)
        yield context.new_page()


class StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, data: bytes | None = None, **headers: str) -> tuple[int, Message]:
    """Return status and headers of an answer, without following it anywhere."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(StayHere, urllib.request.HTTPSHandler(context=trusting))
    request = urllib.request.Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers


def test_an_administrator_and_a_learner_from_sign_up_to_verdict(page: Page, composed: Composed) -> None:
    kinds: set[str] = set()
    page.on("response", lambda answer: kinds.add(answer.headers.get("content-type", "")))
    page.goto(composed.manage("setup_link", "--base-url", composed.url).strip())
    expect(page.locator("[name=email]")).to_be_visible()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    steps.sign_up(page, "xiaolin")
    steps.enrol(page)
    page.goto(f"/exercises/{EXERCISE.name}/")
    steps.write(page, (EXERCISE / "wrong" / "no-scale.py").read_text())
    steps.submit(page)
    expect(page.locator("#panel .verdict .diagnosis")).to_contain_text("没有")
    steps.write(page, (EXERCISE / "solution.py").read_text())
    steps.submit(page)
    expect(page.locator("#panel .verdict .verdict-line.done")).to_be_visible()
    assert "text/event-stream" in kinds, "verdicts come as events, through the proxy as well"


def test_http_leads_to_https_and_https_stays(composed: Composed) -> None:
    status, headers = ask(f"http://localhost:{composed.http}/today/?week=2")
    assert (status, headers["Location"]) == (301, f"{composed.url}/today/?week=2")
    status, headers = ask(f"{composed.url}/accounts/login/")
    assert status == 200 and "max-age=" in headers["Strict-Transport-Security"]
    assert all("Secure" in cookie for cookie in headers.get_all("Set-Cookie", []))


def test_nobody_outside_says_who_asked_and_how(composed: Composed) -> None:
    status, _ = ask(f"{composed.url}/accounts/login/", X_Forwarded_Proto="http", Forwarded="proto=http")
    assert status == 200, "or it would lead to https, where it is already"
    assert ask(f"{composed.url}/accounts/login/", Host="evil.example")[0] == 400


def test_what_is_too_large_ends_at_the_door(composed: Composed) -> None:
    assert ask(f"{composed.url}/accounts/login/", b"x" * (5 << 20))[0] == 413


def test_the_proxy_says_nothing_of_itself(composed: Composed) -> None:
    assert ask(f"{composed.url}/readyz")[1]["Server"] == "nginx"


def test_only_the_door_is_open(composed: Composed) -> None:
    """Nothing but the proxy is published, and what keeps data has no way out."""
    with composed.client() as client:
        label = {"label": f"com.docker.compose.project={composed.project}"}
        published = {
            one["Labels"]["com.docker.compose.service"]
            for one in client.containers(filters=label)
            if any("PublicPort" in port for port in one["Ports"])
        }
        assert published == {"proxy"}
        assert client.inspect_network(f"{composed.project}_inside")["Internal"]
        (proxy,) = composed.containers("proxy")
        assert list(composed.inspect(proxy)["NetworkSettings"]["Networks"]) == [f"{composed.project}_outside"]


def test_nobody_is_root_and_nothing_is_writable_that_need_not_be(composed: Composed) -> None:
    for service in ("web", "worker", "scheduler", "redis", "proxy"):
        (container, *_) = composed.containers(service)
        facts = composed.inspect(container)
        uid = int(facts["Config"]["User"].partition(":")[0])
        assert uid >= 10000, service
        assert facts["HostConfig"]["ReadonlyRootfs"] and facts["HostConfig"]["CapDrop"] == ["ALL"], service
        assert "no-new-privileges:true" in facts["HostConfig"]["SecurityOpt"], service


def test_a_backup_is_made_while_it_runs_and_put_back(composed: Composed) -> None:
    composed.manage("backup", "/state/school.tar.gz")
    before = composed.query("SELECT email FROM accounts_user ORDER BY email")
    composed.shell("from jieti.accounts.models import User; User.objects.create_user('later@example.org', 'x')")
    others = ("web", "worker", "scheduler")
    composed.compose("stop", *others)
    said = composed.compose("run", "--rm", "--no-deps", "web", "restore", "/state/school.tar.gz")
    assert "before-restore-" in said
    assert composed.query("SELECT email FROM accounts_user ORDER BY email") == before
    composed.compose("start", *others)
    composed.wait(composed.ready)


def test_everything_says_that_it_is_well(composed: Composed) -> None:
    services = ("database", "redis", "web", "worker", "scheduler", "proxy")
    composed.wait(lambda: all(set(composed.health(service)) == {"healthy"} for service in services))


def test_no_secret_is_in_the_logs_or_in_an_environment(composed: Composed) -> None:
    secrets = [(composed.folder / name).read_text() for name in ("secret_key", "database_password", "redis_password")]
    assert all(len(secret) == 64 for secret in secrets)
    logs = composed.logs()
    assert re.search(r'worker_1 .*\{"', logs), "one JSON object a line"
    with composed.client() as client:
        for one in client.containers(filters={"label": f"com.docker.compose.project={composed.project}"}):
            seen = logs + str(composed.inspect(one["Id"])) + str(client.top(one["Id"]))
            assert not [secret for secret in secrets if secret in seen]
