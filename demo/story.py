from typing import Any

from django.utils.html import format_html_join

from demo.toml import Table


def story(rows: list[Table]) -> list[tuple[str, Any]]:
    """Return content rows as the blocks of a story.

    A paragraph has plain text, which is escaped, or the rich text itself where it needs a link.
    """
    return [(row["type"], _value(row)) for row in rows]


def _value(row: Table) -> Any:
    match row:
        case {"type": "paragraph", "html": html}:
            return html
        case {"type": "paragraph", "text": text}:
            return format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n")))
        case {"type": "steps", "items": items}:
            return items
        case _:
            return row["text"]
