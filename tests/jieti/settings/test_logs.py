"""Settings of the logs: what they lead to, and what is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jieti.settings.logs import logs


@pytest.mark.parametrize(("form", "level"), [("xml", "INFO"), ("", "INFO"), ("json", "LOUD"), ("plain", "info")])
def test_what_makes_no_sense_is_refused(form: str, level: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="JIETI_LOG"):
        logs(form, level)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_everything_goes_one_way(form: str) -> None:
    """Whatever Django and the web server have set up for themselves is taken down again."""
    found = logs(form, "DEBUG")
    assert list(found["handlers"]) == found["root"]["handlers"] == ["console"]
    for name in ("django", "uvicorn", "uvicorn.error"):
        assert found["loggers"][name] == {"handlers": [], "propagate": True}


def test_statements_of_the_database_are_never_in_it() -> None:
    """Django prints them with their values at DEBUG; learners' code is one of these."""
    assert logs("json", "DEBUG")["loggers"]["django.db.backends"] == {"level": "INFO"}
