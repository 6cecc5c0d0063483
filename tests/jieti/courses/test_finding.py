"""The glossary in lessons and on its page; search in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe

from jieti.courses import search as searching
from jieti.courses.exporting import export
from jieti.courses.glossary import marked
from jieti.courses.loading import load
from jieti.courses.models import Lesson, Term
from jieti.courses.outcome import Outcome
from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from jieti.courses.search import passages, plain, search

Load = Callable[[], Outcome]

GLOSSARY = """\
terms:
- {id: attention, zh: 注意力, en: attention, text: {zh: 加权平均。, en: A weighted mean.}, lesson: attention#scale}
- id: self-attention
  zh: 自注意力
  en: self-attention
  also: {zh: [内部注意力], en: [intra-attention]}
  text: {zh: 自己看自己。, en: <b>Looks</b> at itself.}
- {id: token, zh: token, en: token, text: {zh: 一小块文本。, en: A piece of text.}}
"""


@pytest.fixture
def glossary(folder: Path, load_folder: Load) -> Path:
    path = folder / "glossary.yaml"
    path.write_text(GLOSSARY, encoding="utf-8")
    load_folder()
    return path


def linked(html: str, language: str = "en") -> str:
    with translation.override("en" if language == "en" else "zh-hans"):
        return str(marked(mark_safe(html), Term.objects.all(), "/glossary/"))


def a(key: str, words: str) -> str:
    return f'<a class="term" href="/glossary/#{key}">{words}</a>'


def test_the_first_time_in_a_section_leads_to_the_meaning(glossary: Path) -> None:
    html = "<p>Attention is attention.</p><h2>On attention</h2><p>More attention.</p>"
    first, second = a("attention", "Attention"), a("attention", "attention")
    assert linked(html) == f"<p>{first} is attention.</p><h2>On attention</h2><p>More {second}.</p>"


def test_the_longest_words_win_and_only_whole_ones_count(glossary: Path) -> None:
    assert linked("<p>self-attention</p>") == f"<p>{a('self-attention', 'self-attention')}</p>"
    assert linked("<p>tokens</p>") == f"<p>{a('token', 'tokens')}</p>"
    for other in ("<p>tokenizer</p>", "<p>inattention</p>", "<p>my-token</p>"):
        assert linked(other) == other


def test_chinese_has_no_spaces(glossary: Path) -> None:
    assert linked("<p>用自注意力处理token。</p>", "zh") == (
        f"<p>用{a('self-attention', '自注意力')}处理{a('token', 'token')}。</p>"
    )


@pytest.mark.parametrize("tag", ["a", "code", "pre", "h3", "math", "summary"])
def test_links_code_and_headings_stay_clear(glossary: Path, tag: str) -> None:
    html = f"<{tag}>token</{tag}>"
    assert linked(html) == html


def test_no_html_gets_in_by_a_term(glossary: Path) -> None:
    hostile = "<p>&lt;script&gt; token &amp;</p>"
    assert linked(hostile) == hostile.replace("token", a("token", "token"))


def test_a_lesson_shows_what_terms_mean(
    glossary: Path, lesson: Lesson, ada_client: Client, folder: Path, load_folder: Load
) -> None:
    path = folder / "lessons/attention/en.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nThat is attention.\n", encoding="utf-8")
    load_folder()
    page = ada_client.get("/lessons/attention/").content.decode()
    assert 'href="/glossary/#attention"' in page
    assert "&lt;b&gt;Looks&lt;/b&gt; at itself." in page and "<b>Looks" not in page


def test_anybody_may_read_the_glossary(glossary: Path, client: Client) -> None:
    page = client.get("/glossary/", headers={"accept-language": "en"}).content.decode()
    assert 'id="self-attention"' in page and "自注意力" in page and "/lessons/attention/#scale" in page


def test_a_term_that_is_gone_is_gone(glossary: Path, load_folder: Load) -> None:
    glossary.write_text(GLOSSARY.partition("- {id: token")[0], encoding="utf-8")
    assert load_folder().withdrawn["term"] == 1
    assert not Term.objects.filter(key="token").exists()
    assert load_folder().is_quiet


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: token", "id: attention", "glossary.yaml:8: #attention occurs twice"),
        ("zh: token", "zh: 自注意力", "glossary.yaml:8: 自注意力 occurs twice"),
        ("attention#scale", "nowhere", "glossary.yaml:2: there is no lesson nowhere"),
        ("attention#scale", "attention#away", "glossary.yaml:2: no paragraph #away in lessons/attention"),
        ("en: token,", "", "glossary.yaml:8: "),
    ],
)
def test_a_wrong_term_is_refused_with_its_line(
    glossary: Path, load_folder: Load, old: str, new: str, said: str
) -> None:
    glossary.write_text(GLOSSARY.replace(old, new), encoding="utf-8")
    with translation.override("en"), pytest.raises(Invalid) as refused:
        load_folder()
    assert any(str(problem).startswith(said) for problem in refused.value.problems)


def found(query: str, language: str = "en") -> list[tuple[str, str]]:
    with translation.override("en" if language == "en" else "zh-hans"):
        return [(hit.kind, hit.url) for hit in search(query)]


def test_it_finds_lessons_exercises_and_terms(glossary: Path) -> None:
    assert ("lesson", "/lessons/attention/#scale") in found("scaling")
    assert ("exercise", "/exercises/dot/") in found("write")
    assert ("term", "/glossary/#token") in found("token")


def test_it_finds_chinese_without_spaces(glossary: Path) -> None:
    assert found("自注意", "zh") == [("term", "/glossary/#self-attention")]
    assert ("lesson", "/lessons/attention/#scale") in found("除以", "zh")


def test_every_word_has_to_occur(glossary: Path) -> None:
    assert found("piece text") and not found("piece nonsense")


def test_a_title_comes_before_a_mention(glossary: Path) -> None:
    assert found("attention")[0] in [("lesson", "/lessons/attention/"), ("term", "/glossary/#attention")]


def test_the_other_languages_term_finds_it(glossary: Path) -> None:
    assert found("注意力", "en") and found("intra-attention", "zh")


def test_letters_inside_a_word_are_not_that_word(glossary: Path) -> None:
    assert found("tention") == []


def test_what_is_published_later_is_found(glossary: Path, lesson: Lesson, load_folder: Load, folder: Path) -> None:
    assert not found("hippopotamus")
    path = folder / "lessons/attention/en.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nA hippopotamus.\n", encoding="utf-8")
    load_folder()
    assert found("hippopotamus")


def test_the_page_marks_what_was_found_and_escapes_the_rest(glossary: Path, ada_client: Client) -> None:
    page = ada_client.get("/search/?q=looks").content.decode()
    assert "&lt;b&gt;<mark>Looks</mark>&lt;/b&gt; at itself." in page
    hostile = ada_client.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in hostile and "Nothing found" in hostile


def test_strangers_sign_in_first(glossary: Path, client: Client) -> None:
    assert client.get("/search/?q=token").status_code == 302


@pytest.mark.parametrize("query", ["", " ", "a" * 5000, "\x00", "(", "[a-", "%", " ".join("abcdefghijklmn")])
def test_any_query_is_answered(glossary: Path, ada_client: Client, query: str) -> None:
    assert ada_client.get("/search/", {"q": query}).status_code == 200


def test_plain_words() -> None:
    markdown = "**Bold** [link](https://x.org) `code` ![alt](p.svg)\n```\nno\n```\n- item"
    assert plain(markdown) == "Bold link code alt item"
    assert [(p.anchor, p.heading) for p in passages("lead\n## Two {#two}\ntext\n### Three\n")] == [
        ("", ""),
        ("two", "Two"),
        ("", "Three"),
    ]


def test_texts_are_read_once(glossary: Path, django_assert_num_queries: Callable[..., object]) -> None:
    found("token")
    with django_assert_num_queries(4):  # the stamp of lessons, exercises and projects, and the terms
        found("token")
    assert searching.LIBRARY.entries("en")


def test_the_glossary_is_exported(glossary: Path, folder: Path, tmp_path: Path, load_folder: Load) -> None:
    glossary.write_text(GLOSSARY.replace("id: token,", "id: token, never: {zh: [词元]},"), encoding="utf-8")
    load_folder()
    export(tmp_path / "out", folder)
    exported = read_curriculum(tmp_path / "out")
    assert load(exported).is_quiet
    assert {term.id: term.never.zh for term in exported.terms}["token"] == ["词元"]


QUIZ = """\
questions:
- {id: one, kind: number, ask: {zh: 几, en: How many}, answer: 2, why: {zh: 两个, en: Two}, link: scale}
- id: two
  kind: single
  ask: {zh: 哪个, en: Which}
  choices: [{zh: 甲, en: A, right: true}, {zh: 乙, en: B}]
  why: {zh: 因为, en: Because}
"""


@pytest.fixture
def a_quiz(folder: Path, load_folder: Load) -> Path:
    path = folder / "quizzes/attention.yaml"
    path.parent.mkdir()
    path.write_text(QUIZ, encoding="utf-8")
    load_folder()
    return path


def test_a_quiz_is_loaded_offered_and_exported(
    a_quiz: Path, folder: Path, tmp_path: Path, ada_client: Client, load_folder: Load
) -> None:
    assert load_folder().is_quiet
    assert "/quizzes/lessons/attention/" in ada_client.get("/lessons/attention/").content.decode()
    week = ada_client.get("/roadmaps/short/X0.W1/", headers={"accept-language": "en"}).content.decode()
    assert "/quizzes/units/X0.W1/" in week and "Weekly check" in week
    export(tmp_path / "out", folder)
    assert load(read_curriculum(tmp_path / "out")).is_quiet


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: two", "id: one", "quizzes/attention.yaml:3: one occurs twice"),
        ("link: scale", "link: away", "quizzes/attention.yaml:2: no paragraph #away in lessons/attention"),
        ("answer: 2, ", "", "quizzes/attention.yaml:2: "),
        (", right: true", "", "quizzes/attention.yaml:3: "),
        ("kind: single", "kind: riddle", "quizzes/attention.yaml:4: "),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(
    a_quiz: Path, load_folder: Load, old: str, new: str, said: str
) -> None:
    a_quiz.write_text(QUIZ.replace(old, new), encoding="utf-8")
    with translation.override("en"), pytest.raises(Invalid) as refused:
        load_folder()
    assert any(str(problem).startswith(said) for problem in refused.value.problems), refused.value.problems


def test_a_quiz_without_a_lesson_is_refused(a_quiz: Path, load_folder: Load) -> None:
    a_quiz.rename(a_quiz.with_name("nowhere.yaml"))
    with pytest.raises(Invalid):
        load_folder()
