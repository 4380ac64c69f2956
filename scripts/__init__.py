"""The tools behind `make`. What `make run` needs before `.venv` exists uses only the standard library."""

import sys

# This file is read before every tool, by any Python 3: what is too old hears so in a sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Schoolmix needs Python 3.11 or newer, and this is Python %d.%d.\n"
        "Install a newer one, or name it: make run PYTHON=python3.12" % sys.version_info[:2]
    )
