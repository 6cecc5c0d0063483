"""The first visit: whoever started the server becomes its administrator."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jieti.accounts import setup as links
from jieti.accounts import zones
from jieti.accounts.forms import SetupForm


@never_cache
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the administrator's account and make it; a link that is used or wrong says so with 404."""
    if not links.is_valid(token):
        return render(request, "accounts/setup_used.html", status=404)
    form = SetupForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/setup.html", {"form": form, "token": token})
    given = form.cleaned_data
    person = links.complete(token, given["email"], given["name"], given["password1"], **locality(request))
    if person is None:
        return render(request, "accounts/setup_used.html", status=404)
    login(request, person)
    messages.success(request, _("You are the administrator of this Jieti. Welcome."))
    return redirect("home")


def locality(request: HttpRequest) -> dict[str, str]:
    """Return language and time zone as far as the browser told them."""
    language = translation.get_language()
    zone = request.POST.get("time_zone", "")
    return {"language": language, "time_zone": zone if zone in zones.known() else zones.fallback(language)}
