"""A person's own settings and tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jieti.accounts import zones
from jieti.accounts.access import PersonRequest
from jieti.accounts.forms import ProfileForm, TokenForm
from jieti.accounts.models import User
from jieti.api.models import Token

TOKEN_LIMIT = 20


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """Name, language, time zone; below them the tokens."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with translation.override(person.language):
            messages.success(request, _("Saved."))
        return redirect("settings")
    return page(request, profile=form)


@login_required
@require_POST
@never_cache
def create_token(request: PersonRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    form = TokenForm(request.POST)
    if request.user.api_tokens.count() >= TOKEN_LIMIT:
        form.add_error("name", _("You have %(limit)s tokens. Delete one you no longer use.") % {"limit": TOKEN_LIMIT})
    if not form.is_valid():
        return page(request, token_form=form)
    token, plain = Token.objects.issue(request.user, form.cleaned_data["name"])
    return page(request, new_token=token, plain=plain)


@login_required
@require_POST
def delete_token(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget a token of one's own; scripts that use it are refused from now on."""
    get_object_or_404(Token, pk=pk, owner=request.user).delete()
    messages.success(request, _("Token deleted. Scripts that used it are refused from now on."))
    return redirect("settings")


def page(request: PersonRequest, **context: object) -> HttpResponse:
    """Render the settings page; what `context` lacks is as the database has it."""
    person = User.objects.get(pk=request.user.pk)
    context = {
        "profile": ProfileForm(instance=person),
        "token_form": TokenForm(),
        "tokens": person.api_tokens.order_by("-created_at"),
        "places": zones.places(),
        "now": timezone.now(),
        **context,
    }
    return render(request, "accounts/settings.html", context)
