"""Forms of a person's own account, and of the administrator's page about a person."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jieti.accounts import zones
from jieti.accounts.models import User
from jieti.api.models import Token

LANGUAGE_NAMES = [("zh-hans", "简体中文"), ("en", "English")]  # each in itself, so that its reader finds it


class SignupForm(forms.Form):
    """What sign-up asks beyond e-mail and password; the browser fills in the time zone."""

    field_order = ("email", "name", "password1")

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("What mentors and your class see."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep name, language and time zone; allauth calls this with the saved person."""
        user.name = self.cleaned_data["name"]
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        user.time_zone = self.zone(request, user.language)
        user.save(update_fields=["name", "language", "time_zone"])

    def zone(self, request: HttpRequest, language: str) -> str:
        """Return the browser's zone; the likeliest one if it says none, and say so if we do not know it."""
        wanted: str = self.cleaned_data["time_zone"]
        if wanted in zones.known():
            return wanted
        chosen = zones.fallback(language)
        if wanted:
            text = _(
                "Your browser's time zone, “%(wanted)s”, is not known here. "
                "We use %(chosen)s; you can change it in Settings."
            )
            messages.warning(request, text % {"wanted": wanted[:64], "chosen": chosen})
        return chosen


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Name, language, time zone."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_NAMES, widget=forms.RadioSelect)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = User
        fields: ClassVar = ["name", "language", "time_zone"]

    def clean_time_zone(self) -> str:
        """Accept a zone this server knows, in any case and with spaces for underscores."""
        wanted = self.cleaned_data["time_zone"].strip().replace(" ", "_")
        for name in (wanted, *(place for place in zones.places() if place.lower() == wanted.lower())):
            if name in zones.known():
                return str(name)
        text = gettext("There is no time zone “%(zone)s”. Choose one from the list, for example Asia/Shanghai.")
        raise forms.ValidationError(text % {"zone": wanted})


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The name of a new personal token."""

    class Meta:
        model = Token
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": _("What is it for?")}


class SetupForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The first administrator."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields: ClassVar = ["email", "name"]

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and not a weak one."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", gettext("The two passwords differ. Type the same one twice."))
        elif first:
            try:
                password_validation.validate_password(
                    first, User(email=data.get("email", ""), name=data.get("name", ""))
                )
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data
