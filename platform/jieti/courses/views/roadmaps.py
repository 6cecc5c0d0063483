"""Roadmaps side by side, one roadmap, one unit of it. Anybody may read them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jieti.accounts.models import User
from jieti.courses import footnotes
from jieti.courses.comparison import compare
from jieti.courses.models import Question, Topic, Track
from jieti.courses.stairs import Stairs, Tread, stairs
from jieti.courses.tree import Branch, Tree, read_tree
from jieti.lib.bilingual import pick


def reader_of(request: HttpRequest) -> User | None:
    """Return who reads, if we know them."""
    return request.user if isinstance(request.user, User) else None


@require_safe
def roadmaps(request: HttpRequest) -> HttpResponse:
    """The roadmaps side by side."""
    return render(request, "courses/roadmaps.html", compare(reader_of(request)))


@require_safe
def roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    """One roadmap as a staircase, and all of it in words."""
    track = get_object_or_404(Track, slug=slug, withdrawn_at=None)
    tree = read_tree(track, reader_of(request))
    marks = footnotes.marks_of_roadmap(tree)
    context = {
        "tree": tree,
        "taught": tree.taught,
        "track": track,
        "stairs": _stairs(tree),
        "preface_tables": tree.tables_of(track.key),
        "marks": marks,
        "resource_marks": marks.get(f"{track.key}/resources"),
        "notes": track.data.get("notes", []),
    }
    return render(request, "courses/roadmap.html", context)


@require_safe
def unit(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One stage, week, day or section: its topics, what to do, where to read."""
    track = get_object_or_404(Track, slug=slug, withdrawn_at=None)
    tree = read_tree(track, reader_of(request))
    if key not in tree.by_key:
        raise Http404(_("This roadmap has no such part."))
    branch = tree.by_key[key]
    notes, marks = footnotes.of_unit(tree, branch)
    before, after = _neighbours(tree, branch)
    lessons = {work.slug for inside in branch.whole() for work in [*inside.lessons, *tree.lessons_about(inside)]}
    context = {
        "tree": tree,
        "taught": tree.taught,
        "track": track,
        "branch": branch,
        "questions": Question.objects.filter(lesson__in=lessons).count(),
        "path": tree.path(key)[:-1],
        "elsewhere": tree.lessons_about(branch),
        "borrowed": _borrowed(tree, key),
        "topics_around": _topics_around(tree, branch),
        "notes": notes,
        "marks": marks,
        "before": before,
        "after": after,
    }
    return render(request, "courses/unit.html", context)


def _borrowed(tree: Tree, key: str) -> list[dict[str, Any]]:
    """Return what the nearest unit around this one recommends to read."""
    around = [branch.unit.resources for branch in reversed(tree.path(key)[:-1])]
    return next((resources for resources in around if resources), [])


def _topics_around(tree: Tree, branch: Branch) -> list[Topic]:
    """Return the topics of the chapter for a step that has none of its own, like a chapter's practice."""
    path = tree.path(branch.unit.key)
    return path[-2].topics if branch.is_leaf and not branch.topics and len(path) > 1 else []


def _neighbours(tree: Tree, branch: Branch) -> tuple[Branch | None, Branch | None]:
    """Return the steps before and after a unit; a stage or week is followed by what comes after all of it."""
    leaves = [leaf.unit.key for leaf in tree.leaves()]
    own = [leaf.unit.key for leaf in branch.leaves()]
    first, last = leaves.index(own[0]), leaves.index(own[-1])
    before = tree.by_key[leaves[first - 1]] if first else None
    after = tree.by_key[leaves[last + 1]] if last + 1 < len(leaves) else None
    return before, after


def _stairs(tree: Tree) -> Stairs:
    flights = []
    for index, stage in enumerate(tree.stages):
        number = stage.unit.number
        label = str(number if number is not None else index)
        weeks = stage.children if any(not child.is_leaf for child in stage.children) else [stage]
        flights.append((label, [[_tread(tree, leaf) for leaf in week.leaves()] for week in weeks]))
    return stairs(flights)


def _tread(tree: Tree, leaf: Branch) -> Tread:
    return Tread(pick(leaf.unit.title), leaf.unit.url_on(tree.track), leaf.state)
