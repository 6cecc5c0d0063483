"""Personal access tokens."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from jieti.accounts.models import User

PREFIX = "jieti_"
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def digest_of(plain: str) -> str:
    """Return what is kept of a token. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(plain.encode()).hexdigest()


class TokenManager(models.Manager["Token"]):
    """Issue and find tokens."""

    def issue(self, owner: User, name: str) -> "tuple[Token, str]":
        """Make a token; the second value is its text, which cannot be seen again."""
        plain = PREFIX + secrets.token_urlsafe(32)
        return self.create(owner=owner, name=name, digest=digest_of(plain)), plain

    def find(self, plain: str) -> "Token | None":
        """Return the token with this text and its owner, if there is one."""
        return self.select_related("owner").filter(digest=digest_of(plain)).first()


class Token(models.Model):
    """A token a person made for a script. Only its digest is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[TokenManager] = TokenManager()

    def __str__(self) -> str:
        return self.name

    def note_use(self) -> None:
        """Remember that the token was used, at most once a minute: a script may ask a hundred times a second."""
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at >= USE_IS_NOTED_EVERY:
            self.last_used_at = now
            self.save(update_fields=["last_used_at"])
