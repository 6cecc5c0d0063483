"""A real Chromium that notes what it should not see, against the real stack."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.steps import PASSWORD
from tests.stack import Stack, running

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The stack that all browser tests share."""
    with running(tmp_path_factory.mktemp("e2e") / "var") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert executable, "The browser tests need Chromium (Debian: apt-get install chromium)."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def head(browser: Browser, stack: Stack) -> str:
    """The administrator, made with the link that `up` printed. Comes first: once there is one, the link is void."""
    page = browser.new_page(locale="en-GB")
    page.goto(stack.setup_link)
    page.locator("[name=email]").fill("head@example.org")
    page.locator("[name=name]").fill("Head")
    for password in page.locator("[type=password]").all():
        password.fill(PASSWORD)
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "/setup/" not in url)
    page.close()
    return "head@example.org"


@dataclass
class Watch:
    """What a page must not do: ask another host, break the content security policy, or fail in its script."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on(self, page: Page, home: str) -> None:
        host = urlsplit(home).netloc

        def request(asked: object) -> None:
            address = urlsplit(asked.url)  # type: ignore[attr-defined]
            if address.scheme in ("http", "https", "ws", "wss") and address.netloc != host:
                self.foreign.append(asked.url)  # type: ignore[attr-defined]

        page.on("request", request)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.note(page, message.type, message.text))

    def note(self, page: Page, kind: str, text: str) -> None:
        # htmx complains about a request that going on to the next page cut off; nobody is missing anything.
        harmless = "the server responded with a status of 4" in text or text.startswith(
            ("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
        )
        if kind == "error" and not harmless:
            self.errors.append(f"{page.url}: {text}")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, stack: Stack, head: str) -> Iterator[OpenPage]:
    """Return a factory of pages, each in a browser of its own; at the end, nothing foreign and no error was seen."""
    watch = Watch()
    contexts: list[BrowserContext] = []

    def make(locale: str = "zh-CN", width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(
            base_url=stack.url,
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.on(page, stack.url)
        return page

    yield make
    for context in contexts:
        context.close()
    assert watch.foreign == []
    assert watch.errors == []
