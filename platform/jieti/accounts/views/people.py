"""The administrator's pages about people and cohorts."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jieti.accounts.access import admin_only
from jieti.accounts.models import User
from jieti.accounts.people import CohortForm, PersonForm, SearchForm
from jieti.mentoring.models import Cohort

PAGE = 50


@admin_only
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, found by name, e-mail or role; below them the cohorts."""
    return listing(request, CohortForm())


@admin_only
@require_POST
def create_cohort(request: HttpRequest) -> HttpResponse:
    """Make a cohort; people are put into it on their own pages."""
    form = CohortForm(request.POST)
    if not form.is_valid():
        return listing(request, form)
    form.save()
    messages.success(request, _("Cohort made. Put people into it on their pages."))
    return redirect(reverse("people") + "#cohorts")


@admin_only
@require_POST
def delete_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a cohort; its people and their work stay."""
    get_object_or_404(Cohort, pk=pk).delete()
    messages.success(request, _("Cohort dissolved. Its people and their work stay."))
    return redirect(reverse("people") + "#cohorts")


@admin_only
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: role, access, cohorts."""
    someone = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=someone)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("person", pk=pk)
    return render(request, "accounts/person.html", {"person": get_object_or_404(User, pk=pk), "form": form})


@admin_only
@require_POST
@never_cache
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link with which the person sets a new password, once: there may be no mail server."""
    someone = get_object_or_404(User, pk=pk, is_active=True)
    key = [user_pk_to_url_str(someone), default_token_generator.make_token(someone)]
    link = request.build_absolute_uri(reverse("account_reset_password_from_key", args=key))
    return render(
        request, "accounts/person.html", {"person": someone, "form": PersonForm(instance=someone), "link": link}
    )


def listing(request: HttpRequest, cohort_form: CohortForm) -> HttpResponse:
    """Render the list of people."""
    search = SearchForm(request.GET)
    page = Paginator(search.people(), PAGE).get_page(request.GET.get("page"))
    cohorts = Cohort.objects.order_by("name").annotate(
        learner_count=Count("learners", distinct=True), mentor_count=Count("mentors", distinct=True)
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "search": search,
        "page": page,
        "cohorts": cohorts,
        "cohort_form": cohort_form,
        "query": query.urlencode(),
    }
    return render(request, "accounts/people.html", context)
