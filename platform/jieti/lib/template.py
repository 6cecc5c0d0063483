"""Filters and tags that every template has, without loading them."""

from typing import Any

from django import template

from jieti.lib.bilingual import pick

register = template.Library()


@register.filter
def tr(text: Any) -> Any:
    """`{{ track.title|tr }}`: a bilingual text in the reader's language."""
    return pick(text)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`{{ states|get:item.key }}`: a dictionary's value, or nothing."""
    return mapping.get(key) if mapping is not None else None
