"""The one-time link that makes the first administrator.

Whoever starts the server proves that by having read its output. Only a digest of the link lies on disk, and the link
is worth nothing as soon as there is an administrator.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from jieti.accounts.models import Role, User
from jieti.settings.paths import VAR

FILE = VAR / "setup-token"


def administrator_exists() -> bool:
    """Say whether the installation has somebody in charge."""
    return User.objects.filter(role=Role.ADMIN, is_active=True).exists()


def setup_link(base_url: str) -> str:
    """Return a new link, and make earlier ones worthless. Empty if there is an administrator already."""
    if administrator_exists():
        return ""
    token = secrets.token_urlsafe(32)
    _write(FILE, _digest(token))
    return base_url.rstrip("/") + reverse("setup", args=[token])


def is_valid(token: str) -> bool:
    """Say whether this is the token of the last link, unused."""
    try:
        kept = FILE.read_text()
    except FileNotFoundError:
        return False
    return hmac.compare_digest(kept, _digest(token)) and not administrator_exists()


@transaction.atomic
def complete(token: str, email: str, name: str, password: str, **fields: str) -> User | None:
    """Make the administrator and spend the token; None if somebody was faster."""
    if not is_valid(token):
        return None
    try:
        FILE.unlink()  # first, so that of two requests at once only one goes on
    except FileNotFoundError:
        return None
    return User.objects.create_superuser(email, password, name=name, **fields)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)
