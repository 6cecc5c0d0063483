"""Who asks, and what of theirs they ask for."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Enrolment


def learner_of(request: HttpRequest) -> User:
    """Return the signed-in person; pages behind login_required know no other."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def own_enrolment_or_404(request: HttpRequest, pk: int) -> Enrolment:
    """Return the signed-in person's own open enrolment; anybody else's does not exist for them."""
    return get_object_or_404(Enrolment.objects.of(learner_of(request)), pk=pk)


def open_track_or_404(slug: str) -> Track:
    return get_object_or_404(Track, slug=slug, withdrawn_at=None)


def way_back(request: HttpRequest, default: str) -> str:
    """Return the page the form names as `next`, if it is one of ours, or the default view's."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else resolve_url(default)
