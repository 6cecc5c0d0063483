"""Where mail goes without a mail server: a folder that only its owner reads. A log is no place for a password link."""

import os
from typing import Any

from django.core.mail.backends.filebased import EmailBackend


class Outbox(EmailBackend):
    """A file for each connection in EMAIL_FILE_PATH."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        os.chmod(self.file_path, 0o700)
