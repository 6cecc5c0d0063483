"""The glossary, and search over all there is to learn."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jieti.courses.models import Term
from jieti.courses.search import LONGEST, search
from jieti.lib.bilingual import other_language, pick


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term in both languages, in the reader's order."""
    terms = sorted(Term.objects.all(), key=lambda term: pick(term.name).casefold())
    return render(request, "courses/glossary.html", {"terms": terms, "other": other_language()})


@login_required
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What has all the words of `?q=`."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    hits = search(query)
    return render(request, "courses/search.html", {"query": query, "hits": hits, "longest": LONGEST})
