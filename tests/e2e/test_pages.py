"""Every page: no axe violation, no foreign host, nothing cut at phone width, in both languages and themes."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import steps
from tests.stack import ROOT, Stack

OpenPage = Callable[..., Page]
FOLDER = ROOT / "curriculum" / "exercises" / "scaled-dot-product-attention"

ANONYMOUS = ["/", "/roadmaps/", "/roadmaps/42-days/", "/accounts/login/", "/accounts/signup/"]
ANONYMOUS += ["/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/", "/nothing-here/"]
LEARNER = ["/today/", "/plan/", "/review/", "/exercises/", "/exercises/scaled-dot-product-attention/", "/settings/"]
LEARNER += [
    "/roadmaps/",
    "/roadmaps/42-days/",
    "/roadmaps/42-days/T0.D18/",
    "/roadmaps/42-days/T0.D1/",
]
LEARNER += [
    "/lessons/self-attention/",
    "/lessons/lora/",
    "/inbox/",
    "/enrol/concept-tree/",
    "/projects/",
    "/projects/digits-classifier/",
    "/accounts/password/change/",
]
ADMIN = [
    "/people/",
    "/machines/",
    "/mentor/",
    "/studio/",
    "/studio/lessons/self-attention/",
    "/studio/lessons/self-attention/revisions/",
]
ADMIN += ["/studio/lessons/self-attention/revisions/1/"]

LOOKS = [("zh-CN", 360, "light"), ("zh-CN", 1280, "dark"), ("en-GB", 360, "dark"), ("en-GB", 1280, "light")]


def check(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('#machines details').forEach(part => { part.open = true })")
    problems = []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        problems.append(f"{path}: {wide} px wider than the screen")
    for violation in Axe().run(page).response["violations"]:
        where = [node["target"] for node in violation["nodes"]][:3]
        problems.append(f"{path}: {violation['id']}: {violation['help']} {where}")
    return problems


def hand_in_and_ask(page: Page) -> str:
    """Hand in a wrong attempt and a question about it; return the submission's address."""
    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, (FOLDER / "wrong" / "no-scale.py").read_text())
    steps.submit(page)
    page.goto(f"/exercises/{FOLDER.name}/attempts/")
    page.locator("main a[href^='/submissions/']").first.click()
    page.locator("#comment-line").fill("2")
    page.locator("#comment-body").fill("Why `2`?")
    page.locator("#comment-form button").click()
    page.locator(".comment").wait_for()
    return page.url.partition("#")[0]


def first_link(page: Page, path: str, start: str) -> str:
    """Return the first address on `path` that starts with `start`."""
    page.goto(path)
    found = page.locator(f"main a[href^='{start}']").first.get_attribute("href")
    assert found
    return found


def make_admin(stack: Stack, email: str) -> None:
    """Give the role, and make sure that there is a learner besides."""
    stack.shell(
        "from jieti.accounts.models import User\n"
        f"User.objects.filter(email={email!r}).update(role='admin')\n"
        "User.objects.get_or_create(email='pupil@example.org')"  # somebody to look after
    )


@pytest.mark.parametrize(("locale", "width", "theme"), LOOKS)
def test_pages_are_accessible_and_fit(locale: str, width: int, theme: str, open_page: OpenPage, stack: Stack) -> None:
    page = open_page(locale=locale, width=width, color_scheme=theme)
    problems = [problem for path in ANONYMOUS for problem in check(page, path)]
    email = steps.sign_up(page, "looker")
    steps.enrol(page)
    own = [hand_in_and_ask(page), first_link(page, "/plan/", "/plan/settings/")]
    problems += [problem for path in LEARNER + own for problem in check(page, path)]
    make_admin(stack, email)
    people = [first_link(page, "/people/", "/people/"), first_link(page, "/mentor/", "/mentor/learners/")]
    problems += [problem for path in ADMIN + people for problem in check(page, path)]
    assert problems == []


def test_a_comment_beside_long_lines_stays_in_view(open_page: OpenPage) -> None:
    page = open_page(width=360)
    steps.sign_up(page, "asker")
    page.goto(hand_in_and_ask(page))
    scroller = page.locator(".code-scroll").first
    assert scroller.evaluate("box => box.scrollWidth > box.clientWidth")
    scroller.evaluate("box => { box.scrollLeft = 200 }")
    comment, view = page.locator(".comment").bounding_box(), scroller.bounding_box()
    assert comment and view
    assert view["x"] <= comment["x"] and comment["x"] + comment["width"] <= view["x"] + view["width"]
