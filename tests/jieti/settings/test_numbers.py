"""A number that is none is refused at the start, by the name of its variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jieti.settings.numbers import number


def test_the_default_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIETI_X", raising=False)
    assert number("JIETI_X", 5) == 5
    monkeypatch.setenv("JIETI_X", "")
    assert number("JIETI_X", 5) == 5


def test_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIETI_X", "0.5")
    assert number("JIETI_X", 5) == 0.5


@pytest.mark.parametrize("said", ["many", "-1", "0.5", "nan", "inf", "1;2"])
def test_nonsense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("JIETI_X", said)
    with pytest.raises(ImproperlyConfigured, match="JIETI_X must be a number, at least 1; leave it out for 20"):
        number("JIETI_X", 20, at_least=1)
