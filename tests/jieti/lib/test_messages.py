"""Every text a person sees exists in Chinese, and what is compiled is what was written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template.base import Template, TextNode
from django.template.engine import Engine
from django.template.loader_tags import BlockNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from jieti.settings.paths import PACKAGE, TEMPLATES
from tests.messages import catalogues, is_stale

CATALOGUES = catalogues()
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def parsed(path: Path) -> Template:
    return Template(path.read_text(), engine=Engine.get_default())


def in_templates() -> Iterator[tuple[str, Path]]:
    """Every msgid of {% translate %} and {% blocktranslate %}, with the template it is in."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        template = parsed(path)
        for node in template.nodelist.get_nodes_by_type(TranslateNode):
            literal = getattr(node.filter_expression.var, "literal", None)
            if isinstance(literal, str):
                yield literal, path
        for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
            yield node.render_token_list(node.singular)[0], path


def in_python() -> Iterator[tuple[str, Path]]:
    """Every constant that Python code hands to gettext, with the file it is in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, path


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    """All our translations, plural forms among them."""
    found = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)).translated_entries():
            found[entry.msgid] = entry.msgstr or entry.msgstr_plural[0]
    return found


def test_every_text_is_in_a_catalogue(chinese: dict[str, str]) -> None:
    missing = [f"{path.name}: {text}" for text, path in (*in_templates(), *in_python()) if text not in chinese]
    assert not missing, "no Chinese for:\n" + "\n".join(dict.fromkeys(missing))


def test_placeholders_survive_translation() -> None:
    names = re.compile(r"%\((\w+)\)|\{(\w+)\}")
    broken = []
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)).translated_entries():
            offered = set(names.findall(entry.msgid + entry.msgid_plural))
            if not set(names.findall(entry.msgstr + "".join(entry.msgstr_plural.values()))) <= offered:
                broken.append(entry.msgid)
    assert not broken


def test_you_are_addressed_as_a_friend(chinese: dict[str, str]) -> None:
    assert not [text for text in chinese.values() if "您" in text]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_the_compiled_catalogue_is_current(path: Path) -> None:
    assert not is_stale(path), "run `make messages`"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_nothing_is_fuzzy_or_empty(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert not [e.msgid for e in catalogue if e.fuzzy or e.obsolete]
    assert not [e.msgid for e in catalogue.untranslated_entries()]


NAMES = {"English", "Jieti", "Python", "PyTorch", "Attention", "Transformer", "LoRA", "API", "简体中文"}
BOTH_AT_ONCE = {"400.html", "500.html", "503.html", "507.html"}  # shown when nothing else works, in both languages
MARKUP = re.compile(r"<(style|script|code|kbd)\b.*?</\1>|<!--.*?-->|<[^>]*>|&\w+;", re.S)
SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{3,}|[\u4e00-\u9fff]+")


def words_outside(template: Template) -> list[str]:
    """The words a template says by itself. The block `wide` holds class names."""
    classes = [block for block in template.nodelist.get_nodes_by_type(BlockNode) if block.name == "wide"]
    silent = {id(node) for block in classes for node in block.nodelist.get_nodes_by_type(TextNode)}
    nodes = [node for node in template.nodelist.get_nodes_by_type(TextNode) if id(node) not in silent]
    source = "".join(node.s for node in nodes)
    text = " ".join([MARKUP.sub(" ", source), *SPOKEN.findall(source)])
    return [word for word in WORD.findall(text) if word not in NAMES]


def test_no_template_speaks_outside_the_catalogues() -> None:
    """A word in the text of a template is a forgotten {% translate %}, unless it is a name."""
    forgotten = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        if path.name not in BOTH_AT_ONCE:
            forgotten[str(path.relative_to(TEMPLATES))] = words_outside(parsed(path))
    assert not {name: words for name, words in forgotten.items() if words}
