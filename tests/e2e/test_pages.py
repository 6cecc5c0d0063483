"""Every page: no axe violation, no foreign host, nothing cut at phone width, in both languages and themes."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import steps
from tests.stack import Stack

OpenPage = Callable[..., Page]

ANONYMOUS = ["/", "/roadmaps/", "/roadmaps/42-days/", "/accounts/login/", "/accounts/signup/"]
ANONYMOUS += ["/accounts/password/reset/", "/nothing-here/"]
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
    "/accounts/password/change/",
]
ADMIN = [
    "/people/",
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
    problems = []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        problems.append(f"{path}: {wide} px wider than the screen")
    for violation in Axe().run(page).response["violations"]:
        where = [node["target"] for node in violation["nodes"]][:3]
        problems.append(f"{path}: {violation['id']}: {violation['help']} {where}")
    return problems


def make_admin(stack: Stack, email: str) -> None:
    stack.shell(f"from jieti.accounts.models import User; User.objects.filter(email={email!r}).update(role='admin')")


@pytest.mark.parametrize(("locale", "width", "theme"), LOOKS)
def test_pages_are_accessible_and_fit(locale: str, width: int, theme: str, open_page: OpenPage, stack: Stack) -> None:
    page = open_page(locale=locale, width=width, color_scheme=theme)
    problems = [problem for path in ANONYMOUS for problem in check(page, path)]
    email = steps.sign_up(page, "looker")
    steps.enrol(page)
    problems += [problem for path in LEARNER for problem in check(page, path)]
    make_admin(stack, email)
    problems += [problem for path in ADMIN for problem in check(page, path)]
    assert problems == []
