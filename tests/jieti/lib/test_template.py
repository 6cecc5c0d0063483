"""The tags and filters every template has."""

import re
import xml.etree.ElementTree as ET

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jieti.lib import staircase
from jieti.lib.icons import PATHS


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_tr_picks_the_readers_language() -> None:
    for code, word in (("zh-hans", "阶梯"), ("en", "stairs")):
        with translation.override(code):
            assert render("{{ x|tr }}", x={"zh": "阶梯", "en": "stairs"}) == word


def test_tr_falls_back_to_the_other_language_and_escapes() -> None:
    with translation.override("en"):
        assert render("{{ x|tr }}", x={"zh": "<b>"}) == "&lt;b&gt;"
        assert render("{{ x|tr }}", x=None) == ""


def test_get() -> None:
    assert render("{{ d|get:k }}", d={"a": 1}, k="a") == "1"
    assert render("{{ d|get:k }}", d=None, k="a") == "None"


@pytest.mark.parametrize("name", PATHS)
def test_every_icon_is_well_formed_and_silent(name: str) -> None:
    svg = render('{% icon "' + name + '" %}')
    assert ET.fromstring(svg).attrib["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("done", "total", "states"),
    [
        (0, 4, ["today", "", "", ""]),
        (2, 4, ["filled", "filled", "today", ""]),
        (4, 4, ["filled"] * 4),
        (0, 0, ["today"]),
        (9, 4, ["filled"] * 4),
    ],
)
def test_the_staircase(done: int, total: int, states: list[str]) -> None:
    assert [step.state for step in staircase.flight(done, total).steps] == states


@given(st.integers(-5, 400), st.integers(0, 400), st.integers(1, 50))
def test_the_staircase_never_lies(done: int, total: int, at_most: int) -> None:
    flight = staircase.flight(done, total, at_most)
    states = [step.state for step in flight.steps]
    assert 1 <= len(states) <= at_most
    assert states == sorted(states, key=["filled", "today", ""].index), "filled, then today, then open"
    assert (set(states) == {"filled"}) is (total > 0 and done >= total)
    assert states.count("today") <= 1
    heights = [step.height for step in flight.steps]
    assert heights == sorted(heights) and heights[-1] == flight.height


def test_steps_say_the_numbers() -> None:
    with translation.override("en"):
        assert 'aria-label="3 of 7 done"' in render("{% steps 3 7 %}")
    with translation.override("zh-hans"):
        assert 'aria-label="已完成 3 / 7"' in render("{% steps 3 7 %}")
    assert "style=" not in render("{% steps 3 7 %}")
    assert ET.fromstring(render("{% steps None None %}")).attrib["role"] == "img"


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="Whole name", widget=forms.TextInput(attrs={"placeholder": "N"}))
    note = forms.CharField(required=False)
    agree = forms.BooleanField()


def test_field_ties_label_help_and_errors_to_the_control() -> None:
    form = Form({})
    html = render("{% field form.name %}", form=form)
    control = re.search(r"<input[^>]*>", html)
    assert control and 'aria-invalid="true"' in control[0]
    for reference in re.findall(r'aria-describedby="([^"]+)"', control[0])[0].split():
        assert f'id="{reference}"' in html
    assert '<label for="id_name">' in html and "errorlist" in html


def test_field_says_what_may_stay_empty() -> None:
    with translation.override("en"):
        assert "optional" in render("{% field form.note %}", form=Form())
        assert "optional" not in render("{% field form.note optional=False %}", form=Form())
        assert "optional" not in render("{% field form.name %}", form=Form())
    assert "placeholder" not in render("{% field form.name placeholder=False %}", form=Form())
    assert 'class="field inline"' in render("{% field form.agree %}", form=Form())
