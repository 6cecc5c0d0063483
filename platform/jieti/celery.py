"""The Celery application. A task carries a row's id; the row is the truth, the message only a nudge."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieti.settings.base")

app = Celery("jieti")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _logs_as_everywhere(**_: object) -> None:
    """Django has set the logs up, by JIETI_LOG and JIETI_LOG_LEVEL. Where nobody listens here, Celery sets its own."""
