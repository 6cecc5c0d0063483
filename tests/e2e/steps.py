"""What a person does with the browser, in their words."""

import itertools

from playwright.sync_api import Page, expect

PASSWORD = "correct-horse-battery"
counter = itertools.count(1)

#: What the browser does on Ctrl-V.
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


def sign_up(page: Page, name: str) -> str:
    """Make an account and return its address; the page is then where sign-up leads."""
    email = f"person{next(counter)}@example.org"
    page.goto("/accounts/signup/")
    page.locator("[name=email]").fill(email)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "/accounts/signup" not in url)
    return email


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def enrol(page: Page, roadmap: str = "42-days") -> None:
    """Enrol with every day as a study day, so that today is one whatever day the test runs on."""
    page.goto(f"/enrol/{roadmap}/")
    for box in page.locator("[name=weekdays]").all():
        box.check()
    page.locator("main form button.primary").click()
    page.wait_for_url("**/today/")


def write(page: Page, source: str) -> None:
    """Paste into the editor, in place of what is there."""
    if page.locator("#tab-work").is_visible():  # on a phone the parts of the page are behind tabs
        page.locator("#tab-work").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, source)
    expect(page.locator("#source")).to_have_value(source)


def submit(page: Page) -> None:
    """Press Submit and wait for the verdict, which appears without a reload."""
    page.evaluate("window.sameDocument = true")
    page.locator("#panel .verdict, #panel .pending, #panel .nothing-yet").first.wait_for(state="attached")
    page.evaluate(
        "document.querySelector('#panel').dataset.shown = ''; document.querySelector('#panel').textContent = ''"
    )
    page.locator("#submit").click()
    page.locator("#panel .verdict").wait_for(timeout=30_000)
    assert page.evaluate("window.sameDocument") is True
