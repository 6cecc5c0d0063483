"""The map of the whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jieti.courses.conceptmap import concept_map
from jieti.courses.models import Track
from jieti.courses.views.roadmaps import reader_of

#: Tables of the concept-tree roadmap that belong beside its map.
TABLES = ("T3.C.if-skipped", "T3.B.techniques", "T3.E.history")


@require_safe
def concepts(request: HttpRequest) -> HttpResponse:
    """Every concept with what it needs, the reader's own state, and what the roadmap says besides."""
    track = Track.objects.filter(key="T3", withdrawn_at=None).first()
    tables = {table["id"]: table for table in track.data.get("tables", [])} if track else {}
    context: dict[str, Any] = {
        "steps": concept_map(reader_of(request)),
        "track": track,
        "marks": {},  # the roadmap's page has its footnotes
        "tables": [tables[name] for name in TABLES if name in tables],
    }
    return render(request, "courses/concepts.html", context)
