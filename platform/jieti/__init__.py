"""The Django side of Jieti: the only package that knows Django or Celery."""

from jieti.celery import app as celery_app

__all__ = ["celery_app"]
