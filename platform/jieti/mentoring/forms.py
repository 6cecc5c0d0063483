"""What may be said about a submission."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jieti.mentoring.models import COMMENT_LIMIT


class CommentForm(forms.Form):
    """A comment in Markdown, on one line of the code or on the whole."""

    line = forms.IntegerField(
        label=_("Line"), required=False, min_value=1, help_text=_("Leave empty to speak about the whole attempt.")
    )
    body = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("There is nothing in the comment yet.")},
        help_text=_("Markdown: `code`, **bold**, lists and links."),
    )

    def __init__(self, *args: Any, lines: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def clean_line(self) -> int | None:
        line: int | None = self.cleaned_data["line"]
        if line is not None and line > self.lines:
            raise ValidationError(_("The code has only %(lines)s lines."), params={"lines": self.lines})
        return line

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].strip()
        if not body:
            raise ValidationError(self.fields["body"].error_messages["required"])
        return body
