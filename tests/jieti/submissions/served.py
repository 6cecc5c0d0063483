"""Settings of a server that a test starts beside itself: the test's database, nothing else of its own."""

import os

from jieti.settings.test import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["JIETI_TEST_DATABASE"]  # noqa: F405
