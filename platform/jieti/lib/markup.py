"""Our additions to Python-Markdown: maths as MathML, boxes that scroll, links that leave. All before sanitising."""

import html
import re
from xml.etree.ElementTree import Element

import markdown
from django.utils.translation import gettext as _
from latex2mathml.converter import convert
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from jieti.lib.notes import Titles

TEX = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)
CODE = re.compile(r'(<div class="((?:[\w-]+ )*)highlight">)<pre>')  # a fence may carry classes of its own
SYNONYMS = ((r"\operatorname*", r"\operatorname"), (r"\!", ""), (r"\lVert", r"\|"), (r"\rVert", r"\|"))
LONG = 48  # characters of TeX: about what fits a phone
UNKNOWN = re.compile(r">\s*\\[A-Za-z]")  # latex2mathml prints a command that it does not know
ALIGNED = re.compile(r"\\(begin|end)\{(aligned|split|gathered)\}")
#: Names of functions stand a little apart from letters and numbers beside them; the converter forgets the space.
FUNCTION = r"<mi>(?:arccos|arcsin|arctan|cosh?|coth?|csc|exp|lg|ln|log|sec|sinh?|tanh?)</mi>"
NO_BASE = "".join(f"(?<!<m{kind}>)" for kind in ("sub", "sup", "subsup", "under", "over", "frac"))
AFTER = re.compile(rf"{NO_BASE}({FUNCTION})(?=<m(?:i|n|sub|sup|subsup)\b)")
BEFORE = re.compile(rf"(</m[in]>)(?={FUNCTION}(?!</msu))")
THIN = '<mspace width="0.167em"></mspace>'
#: A minus after "(", "[", ",", "=", "×" or "≈" is a sign: it stands close to its number.
SIGN = re.compile(r"(<mo[^>]*>&#x0(?:0028|005B|002C|003D|00D7|2248);</mo>)<mo>(?=&#x02212;)")
#: A formula and the punctuation that may not be torn from it at the end of a line.
TOGETHER = re.compile(
    r'([（“「]*)(<math\b[^>]*display="inline"(?:(?!</math>).)*</math>)([，。、；：？！）”」,.;:!?)]*)', re.DOTALL
)


def to_mathml(tex: str, block: bool) -> str:
    """Return MathML, or the formula's source as code where the converter does not understand it."""
    try:
        found: str = convert(_known(tex.strip()), display="block" if block else "inline")
    except Exception:  # the converter raises whatever it trips over; a page must still appear
        found = ""
    if not found or UNKNOWN.search(found):
        return f'<code class="tex">{html.escape(tex.strip())}</code>'
    found = SIGN.sub(r'\1<mo form="prefix">', found)
    found = BEFORE.sub(rf"\1{THIN}", AFTER.sub(rf"\1{THIN}", found))
    # A long formula scrolls on a phone, so a keyboard must be able to reach it.
    return found.replace("<math ", '<math tabindex="0" ', 1) if block and len(tex) > LONG else found


def _known(tex: str) -> str:
    """Say in words that the converter knows what it would print as it stands."""
    tex = ALIGNED.sub(r"\\\1{align*}", tex)
    for ours, theirs in SYNONYMS:
        tex = tex.replace(ours, theirs)
    return tex


class Dressing(Extension):
    """Everything of ours that a rendered text wears."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register our steps; Python-Markdown calls this."""
        md.preprocessors.register(Titles(md), "jieti-titles", 24)  # fences are put aside at 25
        md.treeprocessors.register(_Boxes(md), "jieti-boxes", 1)
        md.postprocessors.register(_Finish(md), "jieti-finish", -10)

    @staticmethod
    def maths(text: str) -> str:
        """Turn the formulas that arithmatex marked into MathML."""
        return TEX.sub(lambda match: to_mathml(html.unescape(match[2]), match[1] == "div"), text)


class _Boxes(Treeprocessor):
    """Put tables into a box that scrolls by itself; mark links that lead out of this server."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[index] = _boxed(child)
                elif child.tag == "a" and child.get("href", "").startswith(("http://", "https://")):
                    child.set("target", "_blank")


def _boxed(table: Element) -> Element:
    box = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "group", "aria-label": _("Table")})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


class _Finish(Postprocessor):
    """Formulas, and code that a keyboard can scroll."""

    def run(self, text: str) -> str:
        return TOGETHER.sub(_together, CODE.sub(_reachable, Dressing.maths(text)))


def _together(match: re.Match[str]) -> str:
    return f'<span class="together">{match[0]}</span>' if match[1] or match[3] else match[0]


def _reachable(match: re.Match[str]) -> str:
    printed = "output" in match[2].split()  # what the code above it printed: the page says so
    label = html.escape(_("Output") if printed else _("Code"))
    title = f'<p class="output-title">{label}</p>' if printed else ""
    return f'{match[1]}{title}<pre tabindex="0" role="group" aria-label="{label}">'


class Plain(Extension):
    """For comments: HTML is shown as it was typed, and there are no headings or pictures."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Take out the steps that let them through; Python-Markdown calls this."""
        md.preprocessors.deregister("html_block")
        for name in ("hashheader", "setextheader"):
            md.parser.blockprocessors.deregister(name)
        for name in ("html", "image_link", "image_reference", "short_image_ref"):
            md.inlinePatterns.deregister(name)
