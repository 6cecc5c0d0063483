"""What people write is shown, never run: the same vectors in every place that takes text, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.stack import ROOT, Stack

OpenPage = Callable[..., Page]
FOLDER = ROOT / "curriculum" / "exercises" / "scaled-dot-product-attention"

VECTORS = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "<svg onload='window.hurt = 1'></svg>",
    "<svg><script>window.hurt = 1</script></svg>",
    "<details open ontoggle='window.hurt = 1'>x</details>",
    "<iframe srcdoc='<script>parent.hurt = 1</script>'></iframe>",
    "<math><mtext><style><img src=x onerror='window.hurt = 1'></style></mtext></math>",
    "[click](javascript:window.hurt=1)",
    '![x](x" onerror="window.hurt=1)',
    "<a href='&#106;avascript:window.hurt=1'>x</a>",
    "<form action='https://elsewhere.invalid'><button>x</button></form>",
    "<style>body { display: none }</style>",
    "<base href='https://elsewhere.invalid/'>",
    "`</code><script>window.hurt = 1</script>`",
    "```html\n</code></pre><script>window.hurt = 1</script>\n```",
    "{{ constructor.constructor('window.hurt=1')() }}",
    "$\\text{<img src=x onerror=window.hurt=1>}$",
    "</textarea><script>window.hurt = 1</script>",
    "</title><script>window.hurt = 1</script>",
    "<x style='background:url(https://elsewhere.invalid/x)'>x</x>",
]


def unhurt(page: Page) -> None:
    """See that nothing ran, and that clicking what looks like a link does nothing either."""
    for link in page.locator("main a[href^='javascript'], main a[href*='elsewhere']").all():
        raise AssertionError(link.get_attribute("href"))
    assert page.evaluate("window.hurt") is None
    assert page.locator("main").is_visible()
    assert page.locator("main iframe, main script, main style, main base, main .prose form").count() == 0


def promote(stack: Stack, email: str) -> None:
    stack.shell(f"from jieti.accounts.models import User; User.objects.filter(email={email!r}).update(role='admin')")


def test_in_prints_and_exceptions(open_page: OpenPage) -> None:
    page = open_page()
    steps.sign_up(page, "<script>window.hurt = 1</script>")
    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, f"vectors = {VECTORS!r}\nprint(*vectors, sep='\\n')\nraise ValueError(vectors[1])\n")
    page.locator("#run").click()
    page.locator("#panel .verdict").wait_for(timeout=30_000)
    expect(page.locator("#panel")).to_contain_text("<script>window.hurt = 1</script>")
    unhurt(page)


def test_in_comments(open_page: OpenPage, stack: Stack) -> None:
    page = open_page()
    email = steps.sign_up(page, "commenter")
    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, "x = 1\n")
    steps.submit(page)
    page.goto(f"/exercises/{FOLDER.name}/attempts/")
    page.locator("main a[href^='/submissions/']").first.click()
    for vector in VECTORS:
        page.locator("#comment-body").fill(vector)
        page.locator("#comment-form button").click()
        page.locator(".comment").last.wait_for()
        unhurt(page)
    promote(stack, email)
    mentor = open_page()
    steps.sign_in(mentor, email)
    mentor.goto("/inbox/")
    unhurt(mentor)


def test_in_lessons_and_their_preview(open_page: OpenPage, stack: Stack) -> None:
    page = open_page()
    email = steps.sign_up(page, "author")
    promote(stack, email)
    page.goto("/studio/lessons/lora/")
    text = "\n\n".join(VECTORS)
    for area in ("#id_body_zh", "#id_body_en"):
        page.evaluate("([area, text]) => document.querySelector(area).editor.setValue(text)", [area, text])
    expect(page.locator(".studio-preview .prose")).to_have_count(2)
    expect(page.locator(".studio-preview .prose").last).to_contain_text("constructor")
    unhurt(page)
    page.locator("button[name=publish]").click()
    page.wait_for_url("**/lessons/lora/")
    unhurt(page)
    page.goto("/studio/lessons/lora/revisions/1/")
    page.locator("main form button.primary").click()


@pytest.mark.parametrize(
    "vector", ["<img src=x onerror='window.hurt = 1'>", "</title><script>window.hurt = 1</script>"]
)
def test_in_names(vector: str, open_page: OpenPage, stack: Stack) -> None:
    page = open_page()
    email = steps.sign_up(page, vector)
    promote(stack, email)
    for path in ("/today/", "/settings/", "/people/", "/mentor/"):
        page.goto(path)
        unhurt(page)
