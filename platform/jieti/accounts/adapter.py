"""Where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import MaxLengthValidator

from jieti.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up as allauth does it, with the limits of our own table."""

    def clean_email(self, email: str) -> str:
        """Refuse an address that is longer than its column; allauth's own form lets more through."""
        MaxLengthValidator(User._meta.get_field("email").max_length or 0)(email)
        return str(super().clean_email(email))
