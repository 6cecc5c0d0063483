"""The studio: where authors edit lessons. For everybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jieti.accounts.access import PersonRequest
from jieti.accounts.models import User
from jieti.courses.models import Lesson, LessonRevision
from jieti.lib.diffs import diff
from jieti.lib.markdown import render as render_markdown
from jieti.studio import editing
from jieti.studio.forms import BODY_LIMIT, LessonForm


def authors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let authors and administrators through."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_author):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


@require_GET
@authors_only
def studio(request: PersonRequest) -> HttpResponse:
    """Every lesson with what is published, what is begun, and what the files say otherwise."""
    states = LessonRevision.State
    lessons = (
        Lesson.objects.select_related("published")
        .annotate(
            drafts=Count("revisions", filter=Q(revisions__state=states.DRAFT)),
            conflicts=Count("revisions", filter=Q(revisions__state=states.CONFLICT)),
        )
        .order_by("slug")
    )
    return render(request, "studio/studio.html", {"lessons": lessons})


@require_http_methods(["GET", "POST"])
@authors_only
def lesson(request: PersonRequest, slug: str) -> HttpResponse:
    """Edit a lesson: keep a draft, or publish."""
    found = get_object_or_404(Lesson.objects.select_related("published"), slug=slug)
    if request.method == "POST":
        return save(request, found)
    draft = editing.draft_of(found, request.user)
    form = LessonForm(initial=LessonForm.initial_of(draft or found.published, found.published_id))
    return show_editor(request, found, form)


def save(request: PersonRequest, found: Lesson) -> HttpResponse:
    form = LessonForm(request.POST)
    if not form.is_valid():
        return show_editor(request, found, form, status=400)
    if "publish" not in request.POST:
        editing.keep_draft(found, request.user, form.text())
        messages.success(request, _("The draft is kept. Readers still see the published text."))
        return redirect("studio_lesson", slug=found.slug)
    try:
        clean = form.cleaned_data
        editing.publish(found, request.user, form.text(), clean["began_with"], clean["in_step"])
    except editing.Overtaken as overtaken:
        editing.keep_draft(found, request.user, form.text())
        again = LessonForm(initial={**form.cleaned_data, "began_with": overtaken.newer and overtaken.newer.pk})
        return show_editor(request, found, again, status=409, newer=overtaken.newer)
    messages.success(request, _("Published. Readers see it from now on."))
    return redirect("lesson", slug=found.slug)


def show_editor(
    request: PersonRequest, found: Lesson, form: LessonForm, status: int = 200, newer: LessonRevision | None = None
) -> HttpResponse:
    context = {
        "lesson": found,
        "form": form,
        "newer": newer,
        "draft": editing.draft_of(found, request.user),
        "conflict": found.revisions.filter(state=LessonRevision.State.CONFLICT).first(),
        "languages": [("zh", "zh-Hans", _("Chinese")), ("en", "en", _("English"))],
    }
    return render(request, "studio/lesson.html", context, status=status)


@require_POST
@authors_only
def preview(request: PersonRequest, slug: str) -> HttpResponse:
    """Render Markdown as the lesson page would: the same code, the same sanitising."""
    found = get_object_or_404(Lesson, slug=slug)
    text = request.POST.get("text", "")[:BODY_LIMIT]
    language = "en" if request.POST.get("language") == "en" else "zh-Hans"
    rendered = render_markdown(text, asset_url=found.asset_url)
    return render(request, "studio/_preview.html", {"rendered": rendered, "lang": language})


@require_GET
@authors_only
def revisions(request: PersonRequest, slug: str) -> HttpResponse:
    """The history of a lesson, the newest first. Other authors' drafts stay theirs."""
    found = get_object_or_404(Lesson.objects.select_related("published"), slug=slug)
    return render(request, "studio/revisions.html", {"lesson": found, "revisions": visible(found, request.user)})


@require_GET
@authors_only
def revision(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """One revision against what is published, or against the one before it where it is published itself."""
    found = get_object_or_404(Lesson.objects.select_related("published"), slug=slug)
    shown = get_object_or_404(visible(found, request.user), number=number)
    other = found.published
    if other is None or other.pk == shown.pk:
        other = found.revisions.filter(number__lt=number).exclude(state=LessonRevision.State.DRAFT).first()
    changes = [
        (lang, label, diff(as_text(other, key) if other else "", as_text(shown, key)))
        for key, lang, label in (("zh", "zh-Hans", _("Chinese")), ("en", "en", _("English")))
    ]
    context = {"lesson": found, "revision": shown, "other": other, "changes": changes}
    return render(request, "studio/revision.html", context)


@require_POST
@authors_only
def restore(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Publish again what a revision says."""
    found = get_object_or_404(Lesson, slug=slug)
    old = get_object_or_404(visible(found, request.user), number=number)
    editing.restore(found, request.user, old)
    messages.success(request, _("Revision %(number)s is published again.") % {"number": number})
    return redirect("studio_revisions", slug=slug)


@require_POST
@authors_only
def settle(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Keep the published text although the files say something else."""
    found = get_object_or_404(Lesson, slug=slug)
    conflict = get_object_or_404(found.revisions.filter(state=LessonRevision.State.CONFLICT), number=number)
    editing.settle(conflict)
    messages.success(request, _("The published text stays. What the files say is kept in the history."))
    return redirect("studio_revisions", slug=slug)


def visible(found: Lesson, author: User) -> Any:
    """Return the revisions an author may open: all but other people's drafts."""
    theirs = Q(state=LessonRevision.State.DRAFT) & ~Q(author=author)
    return found.revisions.exclude(theirs).select_related("author")


def as_text(revision: LessonRevision, language: str) -> str:
    """Return a revision in one language as lines to compare."""
    head = [revision.title.get(language, ""), revision.summary.get(language, ""), f"{revision.minutes} min", ""]
    return "\n".join([*head, str(revision.body.get(language, ""))])
