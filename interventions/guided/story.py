"""The story of a case as plain text, as long as it says nothing that plain text cannot say."""

import re
from html import unescape

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

PARAGRAPH = "paragraph"


def text_of(story: StreamValue) -> str | None:
    """Return the text of a story that is empty or one block of text without any markup.

    Returns
    -------
    The text, with an empty line between paragraphs; None where editing it as plain text would
    lose something: a picture, a heading, a link, a bold word, or a second block of text.
    """
    if not story:
        return ""
    if len(story) > 1 or story[0].block_type != PARAGRAPH:
        return None
    source = story[0].value.source
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", source, re.DOTALL)
    text = "\n\n".join(unescape(re.sub(r"<br\s*/?>", "\n", part)) for part in paragraphs)
    return text if _normal(_markup(text)) == _normal(source) else None


def story_of(text: str, before: StreamValue) -> StreamValue:
    """Return a story with this text in the place of the one before, which :func:`text_of` could say."""
    block = before.stream_block
    if not text.strip():
        return StreamValue(block, [])
    return StreamValue(block, [(PARAGRAPH, RichText(_markup(text)))])


def _markup(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return format_html_join(
        "",
        "<p>{}</p>",
        (
            (format_html_join(SafeString("<br/>"), "{}", ((line,) for line in each.split("\n"))),)
            for each in paragraphs
        ),
    )


def _normal(markup: str) -> str:
    """Return markup without what says nothing: attributes of a paragraph, and how it is written."""
    plain = re.sub(r"<p\s[^>]*>", "<p>", markup)
    plain = re.sub(r"<br\s*/?>", "<br/>", plain)
    return escape(unescape(re.sub(r"\s+", " ", plain)).strip())
