"""The main job, from the first visit to the moved day, against everything real."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.stack import ROOT, Stack

FOLDER = ROOT / "curriculum" / "exercises" / "scaled-dot-product-attention"
OpenPage = Callable[..., Page]


def test_first_visitor_becomes_administrator_once(head: str, open_page: OpenPage, stack: Stack) -> None:
    page = open_page(locale="en-GB")
    steps.sign_in(page, head)
    page.goto("/people/")
    expect(page.locator("main")).to_contain_text(head)
    assert open_page().goto(stack.setup_link).status == 404  # type: ignore[union-attr]


def test_learner_signs_up_enrols_reads_fails_learns_and_passes(open_page: OpenPage) -> None:
    page = open_page(locale="zh-CN")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    steps.sign_up(page, "xiaolin")
    page.goto("/roadmaps/")
    for number in range(5):
        expect(page.locator(".compare thead th a").nth(number)).to_be_visible()
    steps.enrol(page)
    expect(page.locator(".next h2")).to_be_visible()

    page.goto("/lessons/self-attention/")
    expect(page.locator(".prose math").first).to_be_visible()
    page.locator("#finish button.primary").click()
    expect(page.locator("#finish .badge.done")).to_be_visible()

    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, (FOLDER / "wrong" / "no-scale.py").read_text())
    steps.submit(page)
    verdict = page.locator("#panel .verdict")
    expect(verdict.locator(".diagnosis")).to_contain_text("没有")
    expect(verdict.locator(".first-wrong")).to_be_visible()
    link = verdict.locator(".diagnosis a").get_attribute("href")
    assert link and link.startswith("/lessons/self-attention/#")

    steps.write(page, (FOLDER / "solution.py").read_text())
    steps.submit(page)
    expect(verdict.locator(".verdict-line.done")).to_be_visible()

    page.goto(f"/exercises/{FOLDER.name}/attempts/")
    expect(page.locator("main")).to_contain_text(re.compile("通过"))
    page.locator("main a[href^='/submissions/']").first.click()
    expect(page.locator(".diff .added").first).to_be_visible()

    page.goto("/roadmaps/42-days/T0.D18/")
    expect(page.locator("main .badge.done")).to_have_count(2)  # the lesson and the exercise


def test_a_draft_survives_reload_and_another_device(open_page: OpenPage) -> None:
    page = open_page()
    email = steps.sign_up(page, "draft")
    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, "# half a thought\n")
    expect(page.locator("#draft-state")).to_have_text("草稿已保存")
    page.reload()
    expect(page.locator("#source")).to_have_value("# half a thought\n")
    phone = open_page(width=360, height=740)
    steps.sign_in(phone, email)
    phone.goto(f"/exercises/{FOLDER.name}/")
    expect(phone.locator("#source")).to_have_value("# half a thought\n")


def test_run_shows_prints_and_the_persons_own_traceback(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    steps.sign_up(page, "runner")
    page.goto(f"/exercises/{FOLDER.name}/")
    steps.write(page, "print('<b>hello</b>')\n\n\ndef f():\n    return 1 / 0\n\n\nf()\n")
    page.locator("#run").click()
    verdict = page.locator("#panel .verdict")
    verdict.wait_for(timeout=30_000)
    expect(verdict).to_contain_text("<b>hello</b>")
    expect(verdict.locator(".traceback")).to_contain_text("ZeroDivisionError")
    expect(verdict.locator(".traceback")).not_to_contain_text("harness")


def test_the_code_of_a_lesson_runs_as_it_is_and_as_changed(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    steps.sign_up(page, "reader")
    page.goto("/lessons/numpy-pandas-matplotlib/")
    run, result = page.locator("[data-run]"), page.locator(".block-result")
    shown = page.locator(".highlight.output").nth(1).locator("code").text_content()
    run.nth(1).click()
    printed = result.nth(1).locator("samp")
    printed.wait_for(timeout=30_000)
    assert shown and printed.text_content() == shown

    drawing = page.locator(".highlight.run").filter(has_text="ax.legend()").locator("[data-run]")
    drawing.click()
    picture = page.locator(".block-result img.figure")
    picture.wait_for(timeout=30_000)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100

    page.locator("[data-edit]").first.click()
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nprint(1 / 0, '<b>')")
    page.keyboard.press("Control+Enter")
    trace = result.first.locator(".traceback")
    trace.wait_for(timeout=30_000)
    expect(trace).to_contain_text("ZeroDivisionError")
    expect(trace).to_contain_text("'<b>'")
    assert not Axe().run(page).response["violations"]
    run.nth(1).click()  # what is wrong above is wrong here
    expect(result.nth(1)).to_contain_text("block 1", timeout=30_000)
    page.locator("[data-reset]").first.click()
    run.first.click()
    expect(result.first.locator("samp")).to_be_visible(timeout=30_000)
    expect(result.first.locator(".traceback")).to_have_count(0)


def test_tab_does_not_trap_the_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    steps.sign_up(page, "keys")
    page.goto(f"/exercises/{FOLDER.name}/")
    page.locator(".cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cm-editor')") is None


def test_submitting_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    steps.sign_up(page, "plain")
    page.goto(f"/exercises/{FOLDER.name}/")
    page.locator("#source").fill((FOLDER / "solution.py").read_text())
    page.locator("#submit").click()
    page.wait_for_url("**/submissions/**")
    expect(page.locator(".verdict-line.done")).to_be_visible(timeout=30_000)


def test_a_refusal_that_is_a_page_is_not_called_a_dead_server(open_page: OpenPage, stack: Stack) -> None:
    page = open_page(locale="zh-CN")
    steps.sign_up(page, "late")
    page.goto("/exercises/mlp-forward/")
    rename = "from jieti.courses.models import Exercise as E; E.objects.filter(slug='{}').update(slug='{}')"
    stack.shell(rename.format("mlp-forward", "renamed"))
    try:
        page.locator("#submit").click()
        expect(page.locator("#problem")).to_contain_text("不是你的问题")
        expect(page.locator("#unreachable")).to_be_hidden()
    finally:
        stack.shell(rename.format("renamed", "mlp-forward"))
