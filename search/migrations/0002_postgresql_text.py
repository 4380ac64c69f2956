from typing import Any

from django.db import migrations

#: Words without accents, by their Dutch stem; no stop words, since CaseQuery leaves those out for
#: every engine alike. The index is what modelsearch's own
#: migrations lack: without it every search scans the table.
FORWARD = [
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH DICTIONARY schoolmix_dutch_stem (TEMPLATE = snowball, Language = dutch)",
    "CREATE TEXT SEARCH CONFIGURATION schoolmix_dutch (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION schoolmix_dutch ALTER MAPPING FOR"
    " asciiword, word, hword, hword_part, asciihword, hword_asciipart"
    " WITH unaccent, schoolmix_dutch_stem",
    "CREATE INDEX schoolmix_indexentry_text ON wagtailsearch_indexentry USING GIN ((title || body))",
]
BACKWARD = [
    "DROP INDEX schoolmix_indexentry_text",
    "DROP TEXT SEARCH CONFIGURATION schoolmix_dutch",
    "DROP TEXT SEARCH DICTIONARY schoolmix_dutch_stem",
]


def run(statements: list[str]) -> Any:
    def on_postgresql(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(run(FORWARD), run(BACKWARD))]
