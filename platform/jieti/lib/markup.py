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

TEX = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)
CODE = re.compile(r'(<div class="(?:[\w-]+ )*highlight"><pre)>')  # a fence may carry classes of its own
SYNONYMS = ((r"\operatorname*", r"\operatorname"), (r"\!", ""), (r"\lVert", r"\|"), (r"\rVert", r"\|"))
LONG = 48  # characters of TeX: about what fits a phone
UNKNOWN = re.compile(r">\s*\\[A-Za-z]")  # latex2mathml prints a command that it does not know
ALIGNED = re.compile(r"\\(begin|end)\{(aligned|split|gathered)\}")


def to_mathml(tex: str, block: bool) -> str:
    """Return MathML, or the formula's source as code where the converter does not understand it."""
    try:
        found: str = convert(_known(tex.strip()), display="block" if block else "inline")
    except Exception:  # the converter raises whatever it trips over; a page must still appear
        found = ""
    if not found or UNKNOWN.search(found):
        return f'<code class="tex">{html.escape(tex.strip())}</code>'
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
        reachable = f' tabindex="0" role="group" aria-label="{html.escape(_("Code"))}">'
        return CODE.sub(lambda match: match[1] + reachable, Dressing.maths(text))


class Plain(Extension):
    """For comments: HTML is shown as it was typed, and there are no headings or pictures."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Take out the steps that let them through; Python-Markdown calls this."""
        md.preprocessors.deregister("html_block")
        for name in ("hashheader", "setextheader"):
            md.parser.blockprocessors.deregister(name)
        for name in ("html", "image_link", "image_reference", "short_image_ref"):
            md.inlinePatterns.deregister(name)
