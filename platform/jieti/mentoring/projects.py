"""A mentor goes through a project that one of their learners handed in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jieti.accounts.access import PersonRequest
from jieti.accounts.models import User
from jieti.lib.bilingual import pick
from jieti.mentoring.models import Notice, learners_of
from jieti.mentoring.views import mentor_or_404
from jieti.projects.models import COMMENT_LIMIT, ProjectWork
from jieti.projects.standing import standing

ANSWERS = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not there yet"))]
DECISIONS = [("accept", ""), ("return", "")]


class ReviewForm(forms.Form):
    """Each item of the checklist, a comment, and whether the project is accepted. `seen`: which handing in."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Markdown: `code`, **bold**, lists and links."),
    )
    decision = forms.ChoiceField(choices=DECISIONS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, checklist: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = [item["id"] for item in checklist]
        for item in checklist:
            self.fields[f"check-{item['id']}"] = forms.ChoiceField(
                label=pick(item),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Say yes, or not there yet.")},
            )

    def checks(self) -> list[forms.BoundField]:
        """Return the fields of the checklist, in order."""
        return [self[f"check-{id}"] for id in self.ids]

    @property
    def ticks(self) -> dict[str, bool]:
        """What was said of each item, once the form is valid."""
        return {id: self.cleaned_data[f"check-{id}"] == "yes" for id in self.ids}

    def clean(self) -> dict[str, Any]:
        """Accept only what is whole, and return nothing without a word about what is missing."""
        values = super().clean() or {}
        if self.errors:
            return values
        whole = all(self.ticks.values())
        if values["decision"] == "accept" and not whole:
            raise forms.ValidationError(_("Something is not there yet: return the project, or say yes to it."))
        if values["decision"] == "return" and whole and not values["comment"].strip():
            raise forms.ValidationError(_("Everything is there. If you return it all the same, say why."))
        return values


def work_or_404(mentor: User, pk: int) -> ProjectWork:
    """Return a project of somebody this mentor looks after; nobody judges their own."""
    works = ProjectWork.objects.select_related("project", "learner")
    return get_object_or_404(works.filter(learner__in=learners_of(mentor).exclude(pk=mentor.pk)), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, pk: int) -> HttpResponse:
    """What the learner shows, the checklist, and the decision."""
    mentor = mentor_or_404(request)
    work = work_or_404(mentor, pk)
    about = {"checklist": work.project.checklist, "auto_id": "review-%s"}
    if request.method != "POST":
        return _page(request, work, ReviewForm(initial={"seen": work.seen}, **about))
    form = ReviewForm(request.POST, **about)
    if not form.is_valid():
        return _page(request, work, form)
    said = form.cleaned_data
    found = work.review(mentor, said["seen"], form.ticks, said["comment"].strip(), said["decision"] == "accept")
    if found is None:
        messages.error(request, _("Meanwhile it was taken back, handed in anew, or judged. Look again."))
        return redirect("project_review", pk)
    Notice.objects.tell(found)
    messages.success(request, _("Accepted.") if found.accepted else _("Returned, with what you wrote."))
    return redirect("mentor_learner", work.learner_id)


def _page(request: PersonRequest, work: ProjectWork, form: ReviewForm) -> HttpResponse:
    context = {"work": work, "standing": standing(work.project, work.learner), "form": form}
    return render(request, "mentoring/project.html", context, status=400 if form.is_bound else 200)
