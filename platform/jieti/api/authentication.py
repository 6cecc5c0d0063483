"""`Authorization: Bearer <token>` for scripts."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from jieti.accounts.models import User


class TokenAuthentication(BaseAuthentication):
    """Finds the person a personal token belongs to."""

    def authenticate(self, request: Request) -> tuple[User, object] | None:
        return None
