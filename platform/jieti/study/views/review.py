"""Review: one card at a time, its back folded until asked for, four answers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jieti.lib import markdown
from jieti.lib.bilingual import pick
from jieti.study.memory import RATINGS
from jieti.study.models import ReviewCard
from jieti.study.review import due_cards
from jieti.study.views.who import learner_of


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """The next card that is due today, or that there is none and when the next one is."""
    learner = learner_of(request)
    due = due_cards(learner)
    if not due:
        return render(request, "study/review.html", {"next": ReviewCard.objects.after_today(learner).first()})
    front, back = (markdown.render(pick(text)).html for text in (due[0].front, due[0].back))
    return render(request, "study/review.html", {"due": due[0], "left": len(due), "front": front, "back": back})


@login_required
@require_POST
def review_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how well a card was known."""
    rating = request.POST.get("rating", "")
    if rating not in {str(value) for value in RATINGS}:
        return HttpResponseBadRequest("a rating is 1, 2, 3 or 4")
    if ReviewCard.objects.rate(pk, learner_of(request), int(rating), request.POST.get("seen", "")) is None:
        raise Http404
    return redirect("review")
