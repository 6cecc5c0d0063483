"""Pages of a mentor, and of anybody who is in a conversation about code. Projects are in projects.py."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jieti.accounts.access import PersonRequest
from jieti.accounts.models import User
from jieti.mentoring.forms import CommentForm
from jieti.mentoring.models import Comment, Notice, learners_of
from jieti.mentoring.standing import standings
from jieti.mentoring.waiting import exercise_states, waiting_counts, waiting_for
from jieti.projects.models import ProjectWork
from jieti.submissions.models import Submission

PAGE = 50


def mentor_or_404(request: HttpRequest) -> User:
    """Return the signed-in person if they mentor; for everybody else these pages do not exist."""
    user = request.user
    if not (isinstance(user, User) and user.is_mentor):
        raise Http404
    return user


@login_required
@require_GET
def mentor(request: PersonRequest) -> HttpResponse:
    """The learners of this mentor with their progress against plan, and what waits."""
    user = mentor_or_404(request)
    waiting = waiting_for(user)
    page = Paginator(learners_of(user), PAGE).get_page(request.GET.get("page"))
    rows = standings(list(page.object_list), waiting_counts(user, waiting))
    return render(request, "mentoring/mentor.html", {"rows": rows, "page": page, "waiting": waiting})


@login_required
@require_GET
def mentor_learner(request: PersonRequest, pk: int) -> HttpResponse:
    """One learner: where they stand, and every attempt they made."""
    user = mentor_or_404(request)
    learner = get_object_or_404(learners_of(user), pk=pk)
    attempts = (
        Submission.objects.attempts().filter(learner=learner).select_related("exercise").defer("source", "verdict")
    )
    page = Paginator(attempts.order_by("-created_at"), PAGE).get_page(request.GET.get("page"))
    context = {
        "learner": learner,
        "standing": standings([learner], {})[0],
        "exercises": exercise_states(learner),
        "waiting": [entry for entry in waiting_for(user) if entry.learner.pk == learner.pk],
        "works": ProjectWork.objects.filter(learner=learner).select_related("project").order_by("-handed_at", "pk"),
        "page": page,
    }
    return render(request, "mentoring/learner.html", context)


@login_required
@require_POST
def comment(request: PersonRequest, pk: object) -> HttpResponse:
    """Say something about a submission: its learner, and the mentors who may see it."""
    submission = get_object_or_404(Submission.objects.visible_to(request.user), pk=pk)
    form = CommentForm(request.POST, lines=submission.source.count("\n") + 1)
    if not form.is_valid():
        context = {"form": form, "submission": submission}
        return render(request, "mentoring/comment.html", context, status=400)
    said = Comment.objects.say(request.user, submission, form.cleaned_data["body"], form.cleaned_data["line"])
    messages.success(request, _("Your comment is there."))
    return redirect(said)


@login_required
@require_GET
def inbox(request: PersonRequest) -> HttpResponse:
    """Comments and reviews this person was told about, the newest first."""
    notices = Notice.objects.filter(recipient=request.user).select_related(
        "comment__author", "comment__submission__exercise", "comment__submission__learner"
    )
    notices = notices.select_related("review__mentor", "review__work__project").defer("review__work__project__body")
    page = Paginator(notices, PAGE).get_page(request.GET.get("page"))
    return render(request, "mentoring/inbox.html", {"entries": page.object_list, "page": page})


@login_required
@require_GET
def notice(request: PersonRequest, pk: int) -> HttpResponse:
    """Open what a notice is about; having seen it, it is read."""
    found = get_object_or_404(
        Notice.objects.filter(recipient=request.user).select_related("comment__submission", "review__work__project"),
        pk=pk,
    )
    Notice.objects.filter(pk=found.pk).read()
    return redirect(found)


@login_required
@require_POST
def inbox_read(request: PersonRequest) -> HttpResponse:
    """Mark everything as read."""
    Notice.objects.filter(recipient=request.user).read()
    return redirect("inbox")
