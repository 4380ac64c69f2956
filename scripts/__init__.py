"""The tools behind `make`. What `make run` needs before `.venv` exists uses only the standard library."""

import sys

# This file is read before every tool, by any Python 3: what is too old hears so in a sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"Schoolmix needs Python 3.11 or newer, and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Install a newer one, or name it: make run PYTHON=python3.12"
    )
