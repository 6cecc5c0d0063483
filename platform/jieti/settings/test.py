"""Settings for the test suite: a throw-away state folder, cheap passwords, nothing else softened."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("JIETI_VAR", tempfile.mkdtemp(prefix="jieti-test-"))

from jieti.settings.base import *  # noqa: F403
from jieti.settings.caches import caches

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nobody listens here: a test that needs a broker starts processes of its own (tests/servers.py).
REDIS_URL = f"unix://{os.environ['JIETI_VAR']}/nobody.sock"
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")

CACHES = caches(None)  # each process of the suite has its own
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in real life: in memory all threads would share one connection, and races would show nothing.
    DATABASES["default"]["TEST"] = {"NAME": Path(os.environ["JIETI_VAR"]) / "test.sqlite3"}  # noqa: F405

Path(os.environ["JIETI_VAR"], "static").mkdir(exist_ok=True)  # WhiteNoise looks for it when the server starts
