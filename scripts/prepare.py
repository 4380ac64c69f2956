"""Make database and translations ready for `make run`: one process of `.venv`, as each costs seconds."""

import os
import sys

from scripts.compile_translations import compile_translations
from scripts.console import ACCOUNTS, ROOT, say, step

#: Exists from the first migration until the demo content is in: a first start that was broken off goes on.
UNFINISHED = ROOT / "var" / "first-start-unfinished"


def main() -> None:
    compiled = compile_translations()
    say(
        f"==> Translations: {len(compiled)} compiled"
        if compiled
        else "==> Translations are up to date"
    )

    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolmix.settings.development")
    import django

    django.setup()
    _prepare_database()


def _prepare_database() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if not connection.introspection.table_names():
        UNFINISHED.parent.mkdir(exist_ok=True)
        UNFINISHED.touch()
        # Of a database that is gone: its passwords open nothing.
        ACCOUNTS.unlink(missing_ok=True)

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        with step(f"Bringing the database up to date ({len(waiting)} migrations)"):
            call_command("migrate", verbosity=0, interactive=False)
    else:
        say("==> The database is up to date")

    if UNFINISHED.exists():
        with step("Importing the municipalities"):
            call_command("import_municipalities")
        with step("Loading the demo content"):
            call_command("load_demo")
        UNFINISHED.unlink()


if __name__ == "__main__":
    main()
