"""A lesson, its pictures, and the mark that it is done."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grader import LESSON_LIMITS
from jieti.courses.blocks import blocks_of
from jieti.courses.glossary import marked
from jieti.courses.models import Lesson, Question, Term
from jieti.courses.surroundings import surroundings
from jieti.courses.views.roadmaps import reader_of
from jieti.lib.bilingual import HTML_LANG, content_language, pick
from jieti.lib.markdown import render as render_markdown
from jieti.study.models import Completion, ReviewCard

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
NAME = re.compile(r"[A-Za-z0-9_-]+\.(svg|png|jpg|webp)")
#: A picture may style itself, and nothing else: opened by itself it is a document of this host.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def limits_of_a_run() -> dict[str, float]:
    """Return what the code of a lesson may use."""
    return {"wall_s": LESSON_LIMITS.wall_s, "gigabytes": LESSON_LIMITS.memory >> 30}


def published_or_404(slug: str) -> Lesson:
    """Return a lesson that readers may see."""
    lessons = Lesson.objects.select_related("published")
    return get_object_or_404(lessons, slug=slug, withdrawn_at=None, published__isnull=False)


@login_required
@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a lesson."""
    found = published_or_404(slug)
    reader = reader_of(request)
    assert found.published is not None and reader is not None  # login_required and published_or_404 saw to it
    body = pick(found.published.body)
    rendered = render_markdown(body, found.asset_url)
    terms = list(Term.objects.all())
    context = {
        "lesson": found,
        "revision": found.published,
        "rendered": rendered,
        "html": marked(rendered.html, terms, reverse("glossary")),
        "terms": terms,
        "questions": Question.objects.filter(lesson=slug).count(),
        "contents": [heading for heading in rendered.toc if heading.level <= 3],
        "shown": content_language(),
        "body_lang": HTML_LANG[content_language()],
        "limits": limits_of_a_run() if blocks_of(body) else None,
        **surroundings(found, reader),
    }
    return render(request, "courses/lesson.html", context)


@login_required
@require_POST
def lesson_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that a lesson is read, and take its cards into review; done=0 takes the note back."""
    found = published_or_404(slug)
    reader = reader_of(request)
    assert reader is not None  # login_required saw to it
    if request.POST.get("done") == "0":
        Completion.objects.filter(learner=reader, kind=Completion.Kind.LESSON, key=slug).delete()
    else:
        Completion.objects.record(reader, Completion.Kind.LESSON, slug)
        ReviewCard.objects.enter(reader, found)
    way = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())
    return redirect(way if safe else found.get_absolute_url() + "#finish")


@login_required
@require_safe
def lesson_asset(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send a picture of a lesson's folder: a plain name, a known kind, never anything outside of it."""
    if not NAME.fullmatch(name):
        raise Http404(_("There is no such picture."))
    folder = Path(settings.CURRICULUM) / "lessons" / slug
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise Http404(_("There is no such picture."))
    response = HttpResponse(path.read_bytes(), content_type=PICTURES[path.suffix])
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Cache-Control"] = "private, max-age=300"
    return response
