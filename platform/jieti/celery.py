"""The Celery application. A task carries a row's id; the row is the truth, the message only a nudge."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieti.settings.base")

app = Celery("jieti")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
