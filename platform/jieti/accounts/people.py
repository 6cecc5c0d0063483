"""What an administrator may do with people: find, give a role, let in or out, put into cohorts."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jieti.accounts.models import Role, User
from jieti.mentoring.models import Cohort


def is_last_admin(person: User) -> bool:
    """Say whether nobody else could administer this installation."""
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person.pk)
    return person.is_admin and person.is_active and not others.exists()


class SearchForm(forms.Form):
    """The filter above the list of people."""

    q = forms.CharField(label=_("Name or e-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Every role")), *Role.choices])

    def people(self) -> QuerySet[User]:
        """Return whom the filter leaves, the newest first; a filter that makes no sense leaves everybody."""
        people = User.objects.order_by("-date_joined", "-pk")
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("role"):
            people = people.filter(role=wanted["role"])
        for word in wanted.get("q", "").split():
            people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return people


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Role, active or not, cohorts."""

    is_active = forms.BooleanField(
        label=_("May sign in"), required=False, help_text=_("Without it the account keeps its work but is closed.")
    )
    learns_in = forms.ModelMultipleChoiceField(
        Cohort.objects.order_by("name"), label=_("Learns in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mentors_in = forms.ModelMultipleChoiceField(
        Cohort.objects.order_by("name"), label=_("Mentors in"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields: ClassVar = ["role", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_last_admin = is_last_admin(self.instance)
        self.initial["learns_in"] = list(self.instance.cohorts.all())
        self.initial["mentors_in"] = list(self.instance.mentored_cohorts.all())

    def clean(self) -> dict[str, Any]:
        """There is always an administrator, and only a mentor mentors."""
        data = super().clean() or {}
        stays = data.get("role") == Role.ADMIN and data.get("is_active")
        if self.was_last_admin and not stays:
            text = gettext("This is the only administrator. Make somebody else an administrator first.")
            raise forms.ValidationError(text)
        if data.get("mentors_in") and data.get("role") not in (Role.MENTOR, Role.ADMIN):
            self.add_error(
                "mentors_in", gettext("Only a mentor or an administrator can mentor a cohort. Change the role as well.")
            )
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Keep the account and its cohorts together."""
        person: User = super().save(commit)
        person.cohorts.set(self.cleaned_data["learns_in"])
        person.mentored_cohorts.set(self.cleaned_data["mentors_in"])
        return person


class CohortForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new cohort."""

    class Meta:
        model = Cohort
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": _("New cohort")}
