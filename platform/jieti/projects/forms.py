"""What shows that a milestone is reached."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from jieti.projects.models import LINK_LIMIT, NOTE_LIMIT

NOT_HTTPS = _("Give an address that begins with https://.")


class HttpsField(forms.CharField):
    """A web address that is safe to follow: https, and no name or password in it."""

    widget = forms.URLInput

    def clean(self, value: Any) -> str:
        """Return the address. Raises ValidationError for anything that is not one."""
        link: str = super().clean(value)
        if link:
            URLValidator(schemes=["https"], message=NOT_HTTPS)(link)
            if "@" in urlsplit(link).netloc:
                raise forms.ValidationError(_("Leave name and password out of the address."))
        return link


class MilestoneForm(forms.Form):
    """A link to the work, a note, or both."""

    link = HttpsField(
        label=_("Link to your work"),
        required=False,
        max_length=LINK_LIMIT,
        help_text=_("A repository, a notebook, a page: https://…"),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The number you measured, what surprised you. Markdown."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two: a tick with nothing to see helps nobody later."""
        values = super().clean() or {}
        if not self.errors and not (values.get("link") or values.get("note")):
            raise forms.ValidationError(_("Give a link, or write a line about what you did."))
        return values
