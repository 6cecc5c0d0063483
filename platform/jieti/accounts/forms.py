"""Forms of a person's own account."""

from django import forms


class SignupForm(forms.Form):
    """What sign-up asks beyond e-mail and password; the browser fills in language and time zone."""

    def signup(self, request: object, user: object) -> None:
        """allauth calls this with the saved person."""
