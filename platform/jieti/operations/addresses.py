"""Where a running Jieti is found: by people, and by the proxy or probe on this machine."""

from django.conf import settings


def local(host: str, port: int) -> str:
    """Return the address at which the web server itself listens."""
    name = "localhost" if host in ("127.0.0.1", "::1") else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def public(host: str, port: int) -> str:
    """Return the address for people: the first of JIETI_ORIGINS (or JIETI_HOSTS) where pages are for HTTPS only."""
    if not settings.HTTPS:
        return local(host, port)
    named = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if origin.startswith("https://")]
    return f"{named[0] if named else f'https://{settings.ALLOWED_HOSTS[0]}'}/"
