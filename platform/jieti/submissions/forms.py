"""What arrives from the editor."""

from django import forms

from jieti.submissions import sources


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
