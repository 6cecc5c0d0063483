"""What may appear in rendered Markdown. Everything that is not named here is taken out by nh3."""

import re
from collections.abc import Callable

from pygments.token import STANDARD_TYPES

SCHEMES = {"http", "https", "mailto"}

INLINE = {"a", "abbr", "b", "br", "code", "del", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong"}
INLINE |= {"sub", "sup", "var"}
BLOCKS = {"p", "pre", "ul", "ol", "li", "blockquote", "hr", "div"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
MATHS = {"math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "mstyle", "mfrac", "msqrt", "mroot", "msub"}
MATHS |= {"msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom"}
TAGS = INLINE | BLOCKS | HEADINGS | TABLE | MATHS | {"dl", "dt", "dd", "figure", "figcaption", "img"}
TAGS |= {"details", "summary"}

#: Of the contents and other one-line places: no links, since the whole line is one.
WORDS = (INLINE - {"a", "br"}) | MATHS
COMMENT_TAGS = (INLINE | BLOCKS) - {"hr"}

OPERATOR = {"stretchy", "fence", "form", "separator", "accent", "largeop", "movablelimits", "lspace", "rspace"}
OPERATOR |= {"symmetric", "minsize", "maxsize"}
MATHS_ATTRIBUTES: dict[str, set[str]] = {
    "math": {"display", "tabindex"},
    "mo": OPERATOR,
    "mi": {"mathvariant"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mspace": {"width", "height", "depth"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mtable": {"columnalign", "rowspacing", "columnspacing", "displaystyle"},
    "mtd": {"columnalign"},
    "mtext": {"mathvariant"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "lang", "title"},
    "a": {"href", "target"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "td": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "details": {"open"},
    "div": {"tabindex", "role", "aria-label"},
    "pre": {"tabindex", "role", "aria-label"},
    **MATHS_ATTRIBUTES,
}
COMMENT_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "target"},
    "ol": {"start"},
    "pre": {"tabindex", "role", "aria-label"},
}

TOKENS = {name for name in STANDARD_TYPES.values() if name}  # Pygments: "k", "nf", "s2", ...
NOTES = {"admonition", "note", "tip", "hint", "info", "success", "warning", "caution", "attention", "danger"}
NOTES |= {"question", "example", "quote", "abstract"}
CLASSES: dict[str, set[str]] = {
    "*": {"wide", "quiet", "small", "centre"},
    "span": TOKENS | {"together"},
    "div": NOTES | {"highlight", "run", "output", "footnote", "table-scroll", "maths"},
    "details": NOTES,
    "p": {"admonition-title", "output-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "code": {"tex"},
}
COMMENT_CLASSES: dict[str, set[str]] = {"span": TOKENS, "div": {"highlight"}}

PICTURE = re.compile(r"[\w-][\w.-]*")


def own_pictures(asset_url: str | None) -> Callable[[str, str, str], str | None]:
    """Return nh3's attribute filter: pictures come from this server, a bare name from under `asset_url`."""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "target":
            return value if value == "_blank" else None
        if attribute == "tabindex":
            return value if value == "0" else None
        if attribute == "role":
            return value if value in ("group", "note") else None
        if (tag, attribute) != ("img", "src"):
            return value
        if asset_url and PICTURE.fullmatch(value):
            return asset_url + value
        return value if value.startswith("/") and not value.startswith(("//", "/\\")) else None

    return keep
