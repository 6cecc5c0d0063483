"""Settings of the logs: what they lead to, and what is refused."""

import logging
import os
import subprocess
import sys

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


def test_the_worker_speaks_as_loudly_as_it_is_told() -> None:
    """Celery would set its own level, INFO unless its command line says otherwise."""
    code = (
        "import logging, django; django.setup(); from jieti.celery import app;"
        " app.log.setup(loglevel='INFO'); print(logging.getLogger().level)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "jieti.settings.test", "JIETI_LOG_LEVEL": "ERROR"}
    said = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert int(said) == logging.ERROR
