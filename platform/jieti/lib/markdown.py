"""Markdown to HTML: one renderer for lesson pages, previews, statements and comments. What leaves here is sanitised.

Order matters: everything that rewrites HTML happens before nh3, which has the last word.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import markdown
import nh3
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pymdownx.slugs import slugify

from jieti.lib import allowlist
from jieti.lib.markup import Dressing, Plain

VERSION = 2  # of what this module makes of a text; part of the cache's keys
KEPT_SECONDS = 24 * 3600
LIMIT = 400_000  # characters; longer texts are cut rather than allowed to hold a worker

EXTENSIONS: list[Any] = [
    "tables",
    "admonition",
    "footnotes",
    "attr_list",
    "md_in_html",
    "sane_lists",
    "toc",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.details",
    "pymdownx.arithmatex",
]
CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": slugify(case="lower"), "permalink": False},
    "pymdownx.highlight": {"guess_lang": False, "use_pygments": True},
    "pymdownx.arithmatex": {"generic": True},
}
COMMENT_EXTENSIONS: list[Any] = ["sane_lists", "nl2br", "pymdownx.highlight", "pymdownx.superfences"]


@dataclass(frozen=True)
class Heading:
    """An entry of the contents: where it leads, how deep it lies, and its words as safe HTML."""

    id: str
    level: int
    html: SafeString


@dataclass(frozen=True)
class Rendered:
    """Safe HTML and the contents."""

    html: SafeString
    toc: list[Heading]


def render(text: str, asset_url: str | None = None) -> Rendered:
    """Render a lesson, statement or other page. Pictures named without a path come from under `asset_url`."""
    name = _name("page", text, asset_url or "")
    found: Rendered | None = caches["rendered"].get(name)
    if found is None:
        found = _page(text[:LIMIT], asset_url)
        caches["rendered"].set(name, found, KEPT_SECONDS)
    return found


def render_line(text: str) -> SafeString:
    """Render one line: emphasis, code and formulas, and no paragraph around it."""
    html = nh3.clean(render(text).html, tags=allowlist.WORDS, attributes=allowlist.MATHS_ATTRIBUTES)
    return mark_safe(html.strip())  # nh3 had the last word


def render_comment(text: str) -> SafeString:
    """Render a comment: emphasis, lists, links and code. No HTML, no headings, no pictures."""
    name = _name("comment", text)
    found: SafeString | None = caches["rendered"].get(name)
    if found is None:
        found = _comment(text[:LIMIT])
        caches["rendered"].set(name, found, KEPT_SECONDS)
    return found


def _name(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\0".join([get_language() or "", *parts]).encode("utf-8", "replace"))
    return f"markdown:{VERSION}:{kind}:{digest.hexdigest()}"


def _page(text: str, asset_url: str | None) -> Rendered:
    configs = CONFIGS | {"footnotes": {"BACKLINK_TITLE": _("Back to the text")}}
    converter = markdown.Markdown(extensions=[*EXTENSIONS, Dressing()], extension_configs=configs)
    html = _clean(converter.convert(text), asset_url)
    tokens = getattr(converter, "toc_tokens", [])
    return Rendered(mark_safe(html), list(_contents(tokens)))  # nh3 had the last word


def _contents(tokens: list[dict[str, Any]]) -> list[Heading]:
    found: list[Heading] = []
    for token in tokens:
        words = nh3.clean(Dressing.maths(token["html"]), tags=allowlist.WORDS, attributes=allowlist.MATHS_ATTRIBUTES)
        found.append(Heading(token["id"], token["level"], mark_safe(words)))  # sanitised one line above
        found += _contents(token["children"])
    return found


def _clean(html: str, asset_url: str | None) -> str:
    return nh3.clean(
        html,
        tags=allowlist.TAGS,
        attributes=allowlist.ATTRIBUTES,
        attribute_filter=allowlist.own_pictures(asset_url),
        allowed_classes=allowlist.CLASSES,
        link_rel="noopener nofollow",
        url_schemes=allowlist.SCHEMES,
    )


def _comment(text: str) -> SafeString:
    converter = markdown.Markdown(extensions=[*COMMENT_EXTENSIONS, Plain(), Dressing()], extension_configs={})
    html = nh3.clean(
        converter.convert(text),
        tags=allowlist.COMMENT_TAGS,
        attributes=allowlist.COMMENT_ATTRIBUTES,
        allowed_classes=allowlist.COMMENT_CLASSES,
        link_rel="noopener nofollow",
        url_schemes=allowlist.SCHEMES,
    )
    return mark_safe(html)  # nh3 had the last word
