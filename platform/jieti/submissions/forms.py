"""What arrives from the editor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jieti.submissions import sources
from jieti.submissions.catalogue import GROUPS, Wanted


class SourceForm(forms.Form):
    """A program to hand in or to run. A `Field`, not a `CharField`: leading spaces are code, and messages are ours."""

    source = forms.Field(required=False, widget=forms.Textarea)

    def clean_source(self) -> str:
        return sources.gradable(self.cleaned_data["source"] or "")


class DraftForm(forms.Form):
    """What the editor holds, and which state of the draft it started from."""

    source = forms.Field(required=False, widget=forms.Textarea)
    seen = forms.CharField(required=False, max_length=40)  # saved_at as last told; empty: knows of no draft
    force = forms.BooleanField(required=False)

    def clean_source(self) -> str:
        return sources.storable(self.cleaned_data["source"] or "")


class CatalogueForm(forms.Form):
    """What to show of the list of exercises. Anything that makes no sense is left out: it may come from an old link."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("attention, LoRA, softmax ...")}),
    )
    group = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", _("All topics")), *((group, title) for group, title in GROUPS.items() if group)],
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any difficulty")), *((n, "●" * n + "○" * (5 - n)) for n in range(1, 6))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Done or not")), ("open", _("Not done yet")), ("done", _("Done"))],
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(data.get("q", ""), data.get("group", ""), data.get("difficulty"), data.get("state", ""))
