"""Filters and tags that every template has, without loading them."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jieti.lib import markdown, staircase
from jieti.lib.ago import ago
from jieti.lib.bilingual import pick
from jieti.lib.icons import PATHS

register = template.Library()


@register.filter
def tr(text: Any) -> Any:
    """`{{ track.title|tr }}`: a bilingual text in the reader's language."""
    return pick(text)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`{{ states|get:item.key }}`: a dictionary's value, or nothing."""
    return mapping.get(key) if mapping is not None else None


@register.filter
def inline(text: Any) -> SafeString:
    """`{{ option.text|tr|inline }}`: one line of Markdown, code and formulas included, without its paragraph."""
    return markdown.render_line(str(text))


register.filter("ago", ago)  # `{{ comment.created_at|ago }}`: "3 weeks ago"


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`: a line icon. It is decoration: the word beside it carries the meaning."""
    drawing = mark_safe(PATHS[name])  # ours, constant
    return format_html(
        '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing
    )


@register.simple_tag
def steps(done: float | None, total: int | None, at_most: int = 12) -> SafeString:
    """`{% steps done total %}`: progress as a small staircase, with the numbers as its label."""
    done, total = done or 0, total or 0
    label = _("%(done)s of %(total)s done") % {"done": int(done), "total": total}
    flight = staircase.flight(done, total, at_most)
    return format_html(
        '<svg class="steps" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        flight.width,
        flight.height,
        flight.width,
        flight.height,
        label,
        mark_safe("".join(_step(step) for step in flight.steps)),  # every part went through format_html
    )


def _step(step: staircase.Step) -> SafeString:
    return format_html(
        '<rect class="step{}" x="{}" y="{}" width="{}" height="{}"/>',
        f" {step.state}" if step.state else "",
        step.x,
        step.y,
        step.width,
        step.height,
    )


@register.inclusion_tag("field.html")
def field(bound: BoundField, help: str = "", placeholder: bool = True, optional: bool = True) -> dict[str, Any]:
    """`{% field form.email %}`: label, control, help and errors of one form field, tied together.

    `optional=False` leaves the word "optional" out, where it is plain that nothing must be filled in.
    """
    if not placeholder:
        bound.field.widget.attrs.pop("placeholder", None)
    inline = isinstance(bound.field.widget, CheckboxInput)
    optional = optional and not bound.field.required and not inline
    return {"field": bound, "help": help or bound.help_text, "inline": inline, "optional": optional}
