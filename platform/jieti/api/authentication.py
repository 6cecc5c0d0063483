"""`Authorization: Bearer <token>` for scripts."""

from django.utils.translation import activate
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from jieti.accounts.models import User
from jieti.api.models import Token


class TokenAuthentication(BaseAuthentication):
    """Finds the person a personal token belongs to."""

    scheme = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Return (person, token); None if the request carries no bearer token at all."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.scheme.lower().encode():
            return None
        token = self.token(parts[1:])
        if not token.owner.is_active:
            raise AuthenticationFailed(_("The account of this token is deactivated. Ask an administrator."))
        token.note_use()
        activate(token.owner.language)  # until PersonMiddleware, around us, puts back what was
        return token.owner, token

    def token(self, credentials: list[bytes]) -> Token:
        """Return the token named by the header's one remaining word."""
        try:
            (plain,) = credentials
            token = Token.objects.find(plain.decode("ascii"))
        except ValueError:
            token = None
        if token is None:
            raise AuthenticationFailed(_("This token is not valid. Make a new one on your settings page."))
        return token

    def authenticate_header(self, request: Request) -> str:
        """Say on a 401 how to sign in."""
        return f'{self.scheme} realm="jieti"'
