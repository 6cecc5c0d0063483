"""The projects, one project with the learner's own state, ticking its milestones, handing it in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jieti.accounts.access import PersonRequest
from jieti.courses.models import Project
from jieti.lib.bilingual import HTML_LANG, content_language, pick
from jieti.lib.markdown import render as render_markdown
from jieti.projects.forms import MilestoneForm
from jieti.projects.models import ProjectWork
from jieti.projects.overview import overview
from jieti.projects.settling import settle
from jieti.projects.standing import Milestone, Standing, standing
from jieti.study.views.who import learner_of


def standing_or_404(request: PersonRequest, slug: str) -> Standing:
    """Return where the signed-in person is with a project that is published."""
    project = get_object_or_404(Project, slug=slug, withdrawn_at=None)
    return standing(project, learner_of(request))


@login_required
@require_safe
def projects(request: PersonRequest) -> HttpResponse:
    """Every project, in the order in which the roadmaps ask for them."""
    return render(request, "projects/projects.html", {"entries": overview(learner_of(request))})


@login_required
@require_safe
def project(request: PersonRequest, slug: str) -> HttpResponse:
    """The brief, the milestones, what a mentor said."""
    return _page(request, standing_or_404(request, slug))


def _page(request: PersonRequest, found: Standing, wrong: MilestoneForm | None = None, at: str = "") -> HttpResponse:
    milestones = [(each, wrong if each.id == at and wrong else _form(each)) for each in found.milestones]
    context: dict[str, Any] = {
        "standing": found,
        "project": found.project,
        "milestones": milestones,
        "wrong": at,
        "html": render_markdown(pick(found.project.body)).html,
        "body_lang": HTML_LANG[content_language()],
    }
    return render(request, "projects/project.html", context, status=400 if wrong else 200)


def _form(milestone: Milestone) -> MilestoneForm:
    mark = milestone.mark
    said = {"link": mark.link, "note": mark.note} if mark else {}
    return MilestoneForm(initial=said, auto_id=f"{milestone.id}-%s")


@login_required
@require_POST
def milestone(request: PersonRequest, slug: str, id: str) -> HttpResponse:
    """Tick a milestone, change what was said of it, or (done=0) take the tick back."""
    found = standing_or_404(request, slug)
    about = found.milestone(id)
    if about is None:
        raise Http404(_("This project has no such milestone."))
    if about.is_automatic or not found.is_open:
        return HttpResponseBadRequest("exercises tick this milestone" if about.is_automatic else "accepted")
    here = f"{found.project.get_absolute_url()}#milestone-{id}"
    if request.POST.get("done") == "0":
        if found.work is not None:
            found.work.untick(id)
        return redirect(here)
    form = MilestoneForm(request.POST, auto_id=f"{id}-%s")
    if not form.is_valid():
        return _page(request, found, form, id)
    work = found.work or ProjectWork.objects.begin(found.learner, found.project)
    work.tick(id, form.cleaned_data["link"], form.cleaned_data["note"])
    settle(found.project, found.learner)
    return redirect(here)


@login_required
@require_POST
def hand_in(request: PersonRequest, slug: str) -> HttpResponse:
    """Hand the project to the mentor, or (back=1) take it back; without a mentor, count it as done."""
    found = standing_or_404(request, slug)
    if request.POST.get("back") == "1":
        if found.work is not None and found.work.take_back():
            messages.success(request, _("You have it back. Hand it in again when you are ready."))
    elif not found.is_whole:
        messages.error(request, _("Some milestones are not done yet."))
    elif not found.has_mentor:
        settle(found.project, found.learner)
    elif ProjectWork.objects.begin(found.learner, found.project).hand_in():
        messages.success(request, _("Your mentor sees it now, and you will hear in your inbox what they found."))
    return redirect(found.project.get_absolute_url() + "#hand-in")
