#!/usr/bin/env python
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # `site/` is only a folder on the path: a package of that name would shadow Python's own.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolmix.settings.development")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
