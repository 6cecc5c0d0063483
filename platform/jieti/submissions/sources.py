"""What may be handed in: text that a database can keep and a learner can be told about."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def normalised(text: str) -> str:
    """Return `text` with the line ends Python programs have; browsers send CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(text: str) -> str:
    """Return `text`, normalised; ValidationError if it is too long or no database could keep it."""
    text = normalised(text)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > settings.SOURCE_LIMIT_BYTES:
        raise ValidationError(
            _("This code is %(size)s KB; at most %(limit)s KB can be handed in. Nothing was lost, make it shorter.")
            % {"size": -(-size // 1024), "limit": settings.SOURCE_LIMIT_BYTES // 1024},
            code="too_large",
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ValidationError(
            _("Line %(line)s has a NUL byte (U+0000), which no Python program may have. Delete it and try again.")
            % {"line": line},
            code="nul",
        )
    _refuse_surrogates(text)
    return text


def gradable(text: str) -> str:
    """Return `text` as `storable` does; ValidationError also if there is nothing to grade in it."""
    text = storable(text)
    if not text.strip():
        raise ValidationError(
            _("The editor is empty, so there is nothing to grade yet. The starter code is a good place to begin."),
            code="empty",
        )
    return text


def presentable(text: str) -> str:
    """Return `text` so that it can be shown again next to the message that refused it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text[: error.start].count("\n") + 1
        raise ValidationError(
            _("Line %(line)s has half of a character (U+%(code)04X). It often comes from a broken emoji; retype it.")
            % {"line": line, "code": ord(text[error.start])},
            code="surrogate",
        ) from None
