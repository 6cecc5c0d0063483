"""The address that is printed is the one that works."""

import pytest
from pytest_django import Settings

from jieti.operations import addresses


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000/"),
        ("::1", "http://localhost:8000/"),
        ("192.0.2.7", "http://192.0.2.7:8000/"),
        ("2001:db8::7", "http://[2001:db8::7]:8000/"),
    ],
)
def test_without_https_it_is_here(settings: Settings, host: str, address: str) -> None:
    settings.HTTPS = False
    assert addresses.public(host, 8000) == addresses.local(host, 8000) == address


def test_with_https_it_is_the_proxys(settings: Settings) -> None:
    settings.HTTPS = True
    settings.CSRF_TRUSTED_ORIGINS = ["http://old.example", "https://school.example"]
    assert addresses.public("127.0.0.1", 8000) == "https://school.example/"
    settings.CSRF_TRUSTED_ORIGINS = []
    settings.ALLOWED_HOSTS = ["learn.example", "localhost"]
    assert addresses.public("127.0.0.1", 8000) == "https://learn.example/"
