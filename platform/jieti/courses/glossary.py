"""The glossary in a lesson: the first time a term is said in a section, it leads to what it means."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import caches
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jieti.courses.models import Term
from jieti.lib.bilingual import content_language, pick

KEPT_SECONDS = 24 * 3600
PIECES = re.compile(r"(<[^>]*>)")  # rendered Markdown: every < that is not a tag's has been escaped
OPENS = re.compile(r"<(/?)([a-z][a-z0-9]*)")
SECTION = re.compile(r"<h2[ >]")
#: No mark inside of these: links, code, formulas, headings, and what is a button.
KEPT_CLEAR = {"a", "code", "pre", "math", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"}


@dataclass(frozen=True)
class Words:
    """What is looked for in one language, and which term each of it means."""

    pattern: re.Pattern[str] | None
    terms: dict[str, str]  # by what is said, in small letters: the term's key


def marked(html: SafeString, terms: Iterable[Term], url: str) -> SafeString:
    """Return safe HTML with links from terms to `url`#key; `html` must be what jieti.lib.markdown rendered."""
    language = content_language()
    said = tuple((term.key, *_forms(term, language)) for term in terms)
    digest = hashlib.sha256(json.dumps([said, url, html], ensure_ascii=False).encode()).hexdigest()
    name = f"glossary:1:{digest}"
    found: SafeString | None = caches["rendered"].get(name)
    if found is None:
        found = mark_safe("".join(_walk(html, words(said, language), url)))  # safe HTML and our own links
        caches["rendered"].set(name, found, KEPT_SECONDS)
    return found


def _forms(term: Term, language: str) -> list[str]:
    return [pick(term.name, language), *term.also.get(language, [])]


@lru_cache(maxsize=8)
def words(said: tuple[tuple[str, ...], ...], language: str) -> Words:
    """Return the pattern for (key, form, form ...) of each term, the longest forms first."""
    terms = {form.casefold(): key for key, *forms in said for form in forms}
    if not terms:
        return Words(None, {})
    longest_first = sorted(terms, key=len, reverse=True)
    parts = "|".join(_whole(form, language) for form in longest_first)
    return Words(re.compile(parts, re.IGNORECASE), terms)


def _whole(form: str, language: str) -> str:
    """Return a pattern for a form: Latin letters only as a whole word, in English also with the s of a plural."""
    before = r"(?<![A-Za-z0-9_-])" if form[0].isascii() else ""
    plural = "(?:s)?" if language == "en" else ""
    after = plural + r"(?![A-Za-z0-9_-])" if form[-1].isascii() else ""
    return before + re.escape(form) + after


def _walk(html: str, words: Words, url: str) -> Iterator[str]:
    clear, seen = 0, set[str]()
    for piece in PIECES.split(html):
        if piece.startswith("<"):
            if tag := OPENS.match(piece):
                clear += (tag[2] in KEPT_CLEAR) * (-1 if tag[1] else 1)
            if SECTION.match(piece):
                seen.clear()
            yield piece
        else:
            yield piece if clear or words.pattern is None else _marked(piece, words, url, seen)


def _marked(text: str, words: Words, url: str, seen: set[str]) -> str:
    def link(match: re.Match[str]) -> str:
        said = match[0].casefold()
        key = words.terms.get(said) or words.terms[said.removesuffix("s")]
        if key in seen:
            return match[0]
        seen.add(key)
        # The words come out of safe HTML: escaped already.
        return format_html('<a class="term" href="{}#{}">{}</a>', url, key, mark_safe(match[0]))

    assert words.pattern is not None
    return words.pattern.sub(link, text)
