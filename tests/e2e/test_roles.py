"""An administrator gives a role, a mentor comments on a line and judges a project; an author edits a lesson."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.stack import ROOT, Stack

OpenPage = Callable[..., Page]
PROJECT = "api-and-demo"  # every milestone is one's own to tick off
FOLDER = ROOT / "curriculum" / "exercises" / "scaled-dot-product-attention"


def test_role_cohort_comment_answer(open_page: OpenPage, stack: Stack, head: str) -> None:
    mentor = open_page(locale="en-GB")
    mentor_email = steps.sign_up(mentor, "Mei Chen")
    learner = open_page(locale="zh-CN")
    learner_email = steps.sign_up(learner, "小林")
    steps.enrol(learner)
    learner.goto(f"/exercises/{FOLDER.name}/")
    steps.write(learner, (FOLDER / "wrong" / "no-scale.py").read_text())
    steps.submit(learner)
    assert mentor.goto("/mentor/").status == 404  # type: ignore[union-attr]

    admin = open_page(locale="en-GB")
    steps.sign_in(admin, head)
    admin.goto("/people/")
    admin.get_by_role("link", name="Mei Chen").click()
    admin.locator("[name=role]").first.wait_for()
    choice = admin.locator("select[name=role], [name=role][value=mentor]").first
    if choice.evaluate("element => element.tagName") == "SELECT":
        choice.select_option("mentor")
    else:
        choice.check()
    choice.locator("xpath=ancestor::form").locator("button.primary, button[type=submit]").first.click()
    admin.wait_for_load_state("networkidle")
    stack.shell(
        "from jieti.mentoring.models import Cohort; from jieti.accounts.models import User\n"
        "cohort = Cohort.objects.create(name='Spring')\n"
        f"cohort.mentors.add(User.objects.get(email={mentor_email!r}))\n"
        f"cohort.learners.add(User.objects.get(email={learner_email!r}))"
    )

    mentor.goto("/mentor/")
    mentor.get_by_role("link", name="小林").first.click()
    mentor.locator("main a[href^='/submissions/']").first.click()
    expect(mentor.locator(".verdict .diagnosis")).to_be_visible()
    mentor.wait_for_load_state()  # its scripts are there
    mentor.locator("table.code:not(.diff) th a").nth(2).click()
    expect(mentor.locator("#comment-line")).to_have_value("3")
    mentor.locator("#comment-body").fill("Where is **√d**?")
    mentor.locator("#comment-form button").click()
    expect(mentor.locator(".comment strong", has_text="√d")).to_be_visible()

    learner.goto("/inbox/")
    learner.locator(".inbox a").first.click()
    expect(learner.locator(".thread .comment")).to_contain_text("√d")
    learner.wait_for_load_state()
    learner.locator("[data-comment-line='3']").click()
    learner.locator("#comment-body").fill("忘了，马上改。")
    learner.locator("#comment-form button").click()
    expect(learner.locator(".thread .comment")).to_have_count(2)
    mentor.goto("/mentor/")
    expect(mentor.locator(".waiting-list")).to_contain_text("小林")


def test_project_handed_in_returned_and_accepted(open_page: OpenPage, stack: Stack) -> None:
    learner, mentor = open_page(locale="zh-CN", width=390), open_page(locale="en-GB")
    learner_email, mentor_email = steps.sign_up(learner, "小林"), steps.sign_up(mentor, "Mei Chen")
    stack.shell(
        "from jieti.mentoring.models import Cohort; from jieti.accounts.models import User\n"
        f"mentor = User.objects.get(email={mentor_email!r}); User.objects.filter(pk=mentor.pk).update(role='mentor')\n"
        "cohort = Cohort.objects.create(name='Autumn'); cohort.mentors.add(mentor)\n"
        f"cohort.learners.add(User.objects.get(email={learner_email!r}))"
    )
    learner.goto(f"/projects/{PROJECT}/")
    while (open_one := learner.locator("li.milestone:not(.is-done) form:has(button)")).count():
        left = open_one.count()
        summary = learner.locator("li.milestone:not(.is-done) summary").first
        if summary.count() and not open_one.first.locator("button").is_visible():
            summary.click()
        open_one.first.locator("[name=link]").fill("https://example.org/work")
        open_one.first.locator("[name=note]").fill("准确率 0.967")
        open_one.first.locator("button").click()
        expect(open_one).to_have_count(left - 1)
    learner.locator("form[action$='hand-in/'] button.primary").click()
    expect(learner.locator("form[action$='hand-in/'] button.primary")).to_have_count(0)

    def judge(answers: list[str], decision: str) -> None:
        mentor.goto("/mentor/")
        mentor.locator(".waiting-list a[href*='/mentor/projects/']").first.click()
        mentor.locator("fieldset.check").first.wait_for()  # all() does not wait for the page to come
        for number, fieldset in enumerate(mentor.locator("fieldset.check").all()):
            fieldset.locator(f"[value={answers[number % len(answers)]}]").check()
        mentor.locator("textarea[name=comment]").fill(f"**{decision}**")
        mentor.locator(f"button[name=decision][value={decision}]").click()

    judge(["yes", "no"], "accept")  # not with something missing
    expect(mentor.locator(".errorlist, .error").first).to_contain_text("not there yet")
    judge(["yes", "no"], "return")
    expect(mentor.locator(".messages")).to_contain_text("Returned")
    learner.goto("/inbox/")
    learner.locator(".inbox a").first.click()
    expect(learner.locator("main strong", has_text="return")).to_be_visible()
    learner.locator("form[action$='hand-in/'] button.primary").click()
    expect(learner.locator("form[action$='hand-in/'] button.primary")).to_have_count(0)
    judge(["yes"], "accept")
    expect(mentor.locator(".messages")).to_contain_text("Accepted")
    learner.goto("/inbox/")
    learner.locator(".inbox a").first.click()
    expect(learner.locator("main strong", has_text="accept")).to_be_visible()
    expect(learner.locator("form[action$='hand-in/']")).to_have_count(0)
    mentor.goto("/mentor/")
    expect(mentor.locator("a[href*='/mentor/projects/']")).to_have_count(0)


def test_author_edits_with_a_live_preview_and_restores(open_page: OpenPage, stack: Stack) -> None:
    page = open_page(locale="en-GB")
    email = steps.sign_up(page, "Writer")
    stack.shell(f"from jieti.accounts.models import User; User.objects.filter(email={email!r}).update(role='author')")
    page.goto("/studio/lessons/transformer-encoder/")
    text = page.locator("#id_body_en").input_value()
    page.evaluate(
        "text => document.querySelector('#id_body_en').editor.setValue(text)", f"{text}\n\nA sentence of mine.\n"
    )
    expect(page.locator(".studio-preview").last).to_contain_text("A sentence of mine.")
    page.locator("button[name=publish]").click()
    page.wait_for_url("**/lessons/transformer-encoder/")
    expect(page.locator(".prose")).to_contain_text("A sentence of mine.")
    page.goto("/studio/lessons/transformer-encoder/revisions/")
    page.get_by_role("link", name="#2").click()
    expect(page.locator(".diff .added")).to_contain_text(["A sentence of mine."])
    assert "conflict" not in stack.manage("load_curriculum")  # the files have not changed: nothing to report
    page.goto("/studio/lessons/transformer-encoder/revisions/1/")
    page.locator("main form button.primary").click()
    page.goto("/lessons/transformer-encoder/")
    expect(page.locator(".prose")).not_to_contain_text("A sentence of mine.")


def test_admin_sees_this_machine_and_examines_it_again(open_page: OpenPage, stack: Stack, head: str) -> None:
    page = open_page(locale="en-GB")
    steps.sign_in(page, head)
    page.goto("/machines/")
    machine = page.locator(".machine").first
    expect(machine.locator("h2 .badge.done")).to_have_text("fit", timeout=30_000)
    expect(page.locator("#sentence")).to_contain_text("graded")
    machine.locator("summary").first.click()
    expect(machine.get_by_role("rowheader", name="network", exact=True)).to_be_visible()
    before = machine.locator(".note time").get_attribute("datetime")
    machine.get_by_role("button", name="Examine again").click()
    expect(page.locator(".messages")).to_contain_text("is being examined")
    page.evaluate("window.sameDocument = true")
    page.locator(".machine summary").first.click()
    changed = f".machine .note time:not([datetime='{before}'])"
    expect(page.locator(changed).first).to_be_visible(timeout=30_000)
    expect(page.locator(".machine h2 .badge").first).to_have_text("fit")
    expect(page.locator(".machine details").first).to_have_attribute("open", "")  # as it was left
    assert page.evaluate("window.sameDocument") is True
