"""Home, Today, the whole plan, and the tick marks on them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jieti.courses.models import Unit
from jieti.study import clock
from jieti.study.calendar import weeks
from jieti.study.models import Completion, Sitting
from jieti.study.outline import outline
from jieti.study.review import due_cards
from jieti.study.schedule import Schedule, schedules_of
from jieti.study.today import Day
from jieti.study.views.who import learner_of, way_back


def chosen(request: HttpRequest, schedules: list[Schedule]) -> Schedule | None:
    """Return the schedule that ?track= names, if it is among them."""
    slug = request.GET.get("track")
    return next((schedule for schedule in schedules if schedule.outline.slug == slug), None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The landing page; whoever is signed in goes on to Today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "accounts/landing.html")


@login_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What to read, write and review today, on all tracks or the chosen one."""
    learner = learner_of(request)
    schedules = schedules_of(learner)
    only = chosen(request, schedules)
    day = Day([only] if only else schedules, clock.today_for(learner), len(due_cards(learner)))
    return render(request, "study/today.html", {"day": day, "schedules": schedules, "only": only})


@login_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Every week of a track's plan: what was done, what is to come, when it ends."""
    schedules = schedules_of(learner_of(request))
    if not schedules:
        return redirect("today")
    shown = chosen(request, schedules) or schedules[0]
    past, coming = weeks(shown)
    context = {"schedules": schedules, "schedule": shown, "past": past, "coming": coming}
    return render(request, "study/plan.html", context)


@login_required
@require_POST
def sitting(request: HttpRequest) -> HttpResponse:
    """Enough of a long item for today: it goes on with its next part on the next study day."""
    learner = learner_of(request)
    key = request.POST.get("key", "")
    for schedule in schedules_of(learner):
        for slot in schedule.plan.on(schedule.today):
            if slot.item.key == key and slot.part < slot.parts:
                Sitting.objects.record(learner, key, schedule.today, slot.minutes)
                return redirect(way_back(request, "today"))
    return HttpResponseBadRequest("no part of a long item planned for today")


@login_required
@require_POST
def unit_done(request: HttpRequest, key: str) -> HttpResponse:
    """Tick a unit off, or (done=0) untick it. Only one that has no lesson and no exercise of its own, and no parts."""
    learner = learner_of(request)
    unit = get_object_or_404(Unit.objects.select_related("track"), key=key, withdrawn_at=None)
    about = outline(unit.track)
    step = about.by_key.get(f"unit:{key}")
    if step is None:
        return HttpResponseBadRequest("this unit is done when its lessons and exercises are")
    if request.POST.get("done") == "0":
        Completion.objects.filter(learner=learner, kind=Completion.Kind.UNIT, key=key).delete()
    else:
        Completion.objects.record(learner, Completion.Kind.UNIT, key)
    return redirect(way_back(request, about.url(step)))
