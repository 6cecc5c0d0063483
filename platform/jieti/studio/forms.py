"""The lesson form: both languages at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieti.courses.models import LessonRevision
from jieti.studio.editing import Text

BODY_LIMIT = 200_000  # characters in one language


def body(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=BODY_LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "data-editor": "markdown"}),
        error_messages={"required": _("A lesson needs its text in both languages.")},
    )


class LessonForm(forms.Form):
    """A lesson's title, summary, text and minutes."""

    title_zh = forms.CharField(label=_("Title (Chinese)"), max_length=120)
    title_en = forms.CharField(label=_("Title (English)"), max_length=120)
    summary_zh = forms.CharField(label=_("Summary (Chinese)"), max_length=400)
    summary_en = forms.CharField(label=_("Summary (English)"), max_length=400)
    minutes = forms.IntegerField(label=_("Minutes to read"), min_value=1, max_value=600)
    body_zh = body(_("Text (Chinese)"))
    body_en = body(_("Text (English)"))
    in_step = forms.BooleanField(
        label=_("Both languages say the same"),
        required=False,
        help_text=_("If you change one language only, readers of the other are told that it is newer. Not with this."),
    )
    began_with = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for name in ("body_zh", "body_en"):
            if name in clean and not clean[name].strip():
                self.add_error(name, self.fields[name].error_messages["required"])
        return clean

    @classmethod
    def initial_of(cls, revision: LessonRevision | None, began_with: int | None) -> dict[str, Any]:
        """Return the form's initial values for editing `revision`."""
        values: dict[str, Any] = {"began_with": began_with}
        if revision is None:
            return values
        for name in ("title", "summary", "body"):
            for language in ("zh", "en"):
                values[f"{name}_{language}"] = getattr(revision, name).get(language, "")
        return {**values, "minutes": revision.minutes}

    def text(self) -> Text:
        """Return what was written; only after is_valid()."""
        clean = self.cleaned_data
        title, summary, written = (
            {language: clean[f"{name}_{language}"] for language in ("zh", "en")}
            for name in ("title", "summary", "body")
        )
        return Text(title, summary, written, clean["minutes"])
