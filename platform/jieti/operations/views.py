"""What machines ask (is the house up, is it ready), and the page on which administrators read the same."""

from typing import Any

from django.contrib import messages
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from jieti.accounts.access import admin_only
from jieti.accounts.models import User
from jieti.api.authentication import TokenAuthentication
from jieti.operations import progress, wishes
from jieti.operations.cards import Card, digest
from jieti.operations.models import Machine
from jieti.operations.standing import standing


@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Nothing else is asked, so that whoever restarts what is dead restarts nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether what is handed in now has good prospects (200) or not (503); to administrators, the figures."""
    try:
        measured = progress.measure()
        figures = {**measured.figures(), "machines_ready": Machine.objects.ready().count(), "database": True}
        ready, shown = measured.is_ready, figures if _is_admin(request) else {}
    except Error:  # the database's; without it nobody is known to be an administrator
        ready, shown = False, {}
    return JsonResponse({"status": "ready" if ready else "not ready", **shown}, status=200 if ready else 503)


@admin_only
@never_cache
@require_GET
def machines(request: HttpRequest) -> HttpResponse:
    """Are submissions graded now, and what holds each machine's cells. Asked by htmx: only what has changed."""
    found = list(Machine.objects.all())
    measured = progress.measure()
    context: dict[str, Any] = {
        "progress": measured,
        "standing": standing(measured, found),
        "database": progress.database(),
        "disk_free": progress.disk_free(),
        "little_disk": progress.LITTLE_DISK,
        "state": digest(found),
    }
    if not request.headers.get("HX-Request"):
        return render(request, "operations/machines.html", {**context, "cards": [Card(one) for one in found]})
    if request.GET.get("state") != context["state"]:
        context |= {"cards": [Card(one) for one in found], "swap": True}
    return render(request, "operations/_now.html", context)


@admin_only
@require_POST
def examine_machine(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a machine examined again; where no worker is up, as soon as one is."""
    machine = get_object_or_404(Machine, pk=pk)
    machine.ask()
    name = {"name": machine.name}
    if machine.is_stale:
        messages.warning(request, _("No worker is up on %(name)s. It is examined as soon as one starts.") % name)
    else:
        wishes.tell_workers()
        messages.success(request, _("%(name)s is being examined; the result appears here by itself.") % name)
    return redirect("machines")


@admin_only
@require_POST
def forget_machine(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a machine off the list whose worker is gone; one that is there would be back at once."""
    machine = get_object_or_404(Machine.objects.stale(), pk=pk)
    machine.delete()
    messages.success(
        request, _("%(name)s is off the list. If its worker comes back, so does it.") % {"name": machine.name}
    )
    return redirect("machines")


def _is_admin(request: HttpRequest) -> bool:
    """An administrator's session, or the token of one."""
    try:
        person = TokenAuthentication().authenticate(Request(request))
    except AuthenticationFailed:
        return False
    user = person[0] if person else request.user
    return isinstance(user, User) and user.is_admin
