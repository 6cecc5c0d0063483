"""What the environment says: each secret itself, or the file that holds it, as container engines hand secrets over."""

import os
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured


def given(name: str) -> str:
    """Return the value of `name`, or what is in the file that `<name>_FILE` names; empty if neither is set.

    Raises ImproperlyConfigured, which never quotes a value, where both are set or the file is of no use.
    """
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if not path:
        return value
    if value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: leave one of them out.")
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {why}. It must be a file that uid {os.getuid()} may read."
        ) from None
    if not content:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which is empty.")
    return content


def server(kind: str) -> str:
    """Return the URL of a server, `<kind>_URL`, with the password from `<kind>_PASSWORD`; each may come from a file.

    `kind` is DATABASE or REDIS. A password of its own needs no escaping. Empty if there is no URL.
    """
    url, password = given(f"{kind}_URL"), given(f"{kind}_PASSWORD")
    if not password:
        return url
    if not url:
        raise ImproperlyConfigured(f"{kind}_PASSWORD is set, but {kind}_URL is not: nobody knows whose password it is.")
    try:
        parts = urlsplit(url)
    except ValueError:  # its text would quote the URL
        raise ImproperlyConfigured(f"{kind}_URL is no URL.") from None
    user, _, address = parts.netloc.rpartition("@")
    if ":" in user:
        raise ImproperlyConfigured(f"{kind}_URL and {kind}_PASSWORD both give a password: leave one of them out.")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{address}"))
