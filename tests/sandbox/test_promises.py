"""The published list of promises is what the tests prove, no more and no less."""

from tests.sandbox import promises


def test_the_page_lists_every_promise_and_no_other() -> None:
    page = promises.PAGE.read_text(encoding="utf-8")
    assert promises.unlisted() == []
    assert promises.render(page) == page, "run `python -m tests.sandbox.promises` and say what keeps each new promise"


def test_every_promise_has_what_keeps_it() -> None:
    page = promises.PAGE.read_text(encoding="utf-8")
    assert [name for name, words in promises.ROW.findall(page) if not words.strip()] == []


def test_the_theory_of_operation_leads_there() -> None:
    assert "(hostile.md)" in (promises.PROJECT / "docs" / "sandbox.md").read_text(encoding="utf-8")
