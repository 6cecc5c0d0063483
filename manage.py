#!/usr/bin/env python
"""Django's command line for Jieti."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieti.settings.base")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DATABASES
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")  # whoever set it wants to read what to do, not where we noticed
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
