"""Joining a track, and changing, pausing or leaving it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study import clock
from jieti.study.forms import PauseForm, WeekForm
from jieti.study.models import Enrolment
from jieti.study.outline import outline
from jieti.study.schedule import Schedule, schedules
from jieti.study.views.who import learner_of, open_track_or_404, own_enrolment_or_404
from jieti.study.weekdays import workdays

MINUTES = 90


def preview_of(learner: User, track: Track, form: WeekForm) -> Schedule | None:
    """Return the plan as it would be with what the form says; nothing while the form says nonsense."""
    if not form.is_valid():
        return None
    return schedules([Enrolment(learner=learner, track=track, **form.cleaned_data)])[0]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose start, weekdays and minutes; lands on Today."""
    learner, track = learner_of(request), open_track_or_404(slug)
    already = Enrolment.objects.of(learner).filter(track=track).first()
    if already:
        messages.info(request, _("You are on this roadmap already. Here you can change your week."))
        return redirect("enrolment", already.pk)
    today = clock.today_for(learner)
    usual = {"starts_on": today, "weekdays": workdays(), "minutes_per_day": MINUTES}
    usual["part"] = request.GET.get("part", "")
    form = WeekForm(request.POST if request.method == "POST" else usual, today=today, outline=outline(track))
    if request.method == "POST" and form.is_valid():
        Enrolment.objects.enrol(learner, track, **form.cleaned_data)
        return redirect("today")
    context = {"track": track, "form": form, "preview": preview_of(learner, track, form)}
    return render(request, "study/enrol.html", context)


@login_required
@require_safe
def enrol_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the page that says when one would be through."""
    learner, track = learner_of(request), open_track_or_404(slug)
    form = WeekForm(request.GET, today=clock.today_for(learner), outline=outline(track))
    return render(request, "study/_preview.html", {"preview": preview_of(learner, track, form), "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the week, take days off, leave. Each button is one action."""
    own = own_enrolment_or_404(request, pk)
    week, pause = _forms(own, clock.today_for(learner_of(request)))
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("action", ""))
        if action is None:
            return HttpResponseBadRequest("unknown action")
        week, pause = _forms(own, week.today, request.POST, request.POST["action"])
        if action(request, own, week, pause):
            return redirect("today" if own.left_at else "enrolment", *([] if own.left_at else [own.pk]))
    schedule = schedules([own])[0]
    context = {"enrolment": own, "schedule": schedule, "form": week, "pause_form": pause}
    return render(request, "study/enrolment.html", context)


def _forms(own: Enrolment, today: Any, data: Any = None, action: str = "") -> tuple[WeekForm, PauseForm]:
    week = {
        "starts_on": own.starts_on,
        "weekdays": own.weekdays,
        "minutes_per_day": own.minutes_per_day,
        "part": own.part,
    }
    return (
        WeekForm(data if action == "save" else None, initial=week, today=today, outline=outline(own.track)),
        PauseForm(data if action == "days_off" else None, today=today),
    )


def save(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Take the new week; the plan is computed from it from now on."""
    if not week.is_valid():
        return False
    for name, value in week.cleaned_data.items():
        setattr(own, name, value)
    own.save(update_fields=list(week.cleaned_data))
    messages.success(request, _("Saved. Your plan follows your new week."))
    return True


def pause_now(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Stop from today on, until resumed."""
    if not own.pause_on(week.today):
        own.pause(week.today)
    messages.success(request, _("Paused. Nothing is planned until you go on."))
    return True


def resume(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Go on today."""
    own.resume(week.today)
    messages.success(request, _("Welcome back. Your plan goes on from today."))
    return True


def days_off(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Plan nothing between two days."""
    if not pause.is_valid():
        return False
    own.pause(pause.cleaned_data["first"], pause.cleaned_data["last"])
    messages.success(request, _("Your days off are in the plan."))
    return True


def cancel_pause(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Take days off out of the plan again."""
    number = request.POST.get("pause", "")
    if number.isdecimal():
        own.pauses.filter(pk=number).delete()
    return True


def leave(request: HttpRequest, own: Enrolment, week: WeekForm, pause: PauseForm) -> bool:
    """Leave the roadmap; what is done stays done."""
    own.leave()
    messages.success(request, _("You have left the roadmap. What you have done stays done."))
    return True


ACTIONS: dict[str, Callable[[HttpRequest, Enrolment, WeekForm, PauseForm], bool]] = {
    "save": save,
    "pause": pause_now,
    "resume": resume,
    "days_off": days_off,
    "cancel_pause": cancel_pause,
    "leave": leave,
}
