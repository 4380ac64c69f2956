"""The story of a case as plain text, as long as it says nothing that plain text cannot say."""

import re
from collections.abc import Collection
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from core.models import MediaDocument

PARAGRAPH = "paragraph"
DOCUMENT = "document"


def text_of(story: StreamValue) -> str | None:
    """Return the text of a story that is empty or one block of text without any markup.

    Documents may stand below it: the guided form puts them there.

    Returns
    -------
    The text, with an empty line between paragraphs; None where editing it as plain text would
    lose something: a picture, a heading, a link, a bold word, or a second block of text.
    """
    blocks = [block for block in story if block.block_type != DOCUMENT]
    if not blocks:
        return ""
    if len(blocks) > 1 or blocks[0].block_type != PARAGRAPH or story[0].block_type != PARAGRAPH:
        return None
    source = blocks[0].value.source
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", source, re.DOTALL)
    text = "\n\n".join(unescape(re.sub(r"<br\s*/?>", "\n", part)) for part in paragraphs)
    return text if _normal(_markup(text)) == _normal(source) else None


def documents_of(story: StreamValue) -> list[MediaDocument]:
    """Return the documents that stand in a story, without those that are gone."""
    values = [block.value["document"] for block in story if block.block_type == DOCUMENT]
    return [document for document in values if document]


def with_text(story: StreamValue, text: str) -> StreamValue:
    """Return a story that :func:`text_of` could say, with another text."""
    kept = [block for block in story.raw_data if block["type"] != PARAGRAPH]
    said = [_new(PARAGRAPH, _markup(text))] if text.strip() else []
    return _story(story, [*said, *kept])


def with_document(story: StreamValue, document: MediaDocument) -> StreamValue:
    """Return a story with a document below it."""
    value = {"document": document.pk, "description": ""}
    return _story(story, [*story.raw_data, _new(DOCUMENT, value)])


def without_documents(story: StreamValue, removed: Collection[MediaDocument]) -> StreamValue:
    """Return a story without these documents; the files themselves stay."""
    numbers = {document.pk for document in removed}
    return _story(
        story,
        [
            block
            for block in story.raw_data
            if block["type"] != DOCUMENT or block["value"]["document"] not in numbers
        ],
    )


def _new(kind: str, value: object) -> dict[str, object]:
    return {"type": kind, "value": value}


def _story(before: StreamValue, raw: list[dict[str, object]]) -> StreamValue:
    return StreamValue(before.stream_block, raw, is_lazy=True)


def _markup(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    lines = (
        format_html_join(SafeString("<br/>"), "{}", ((line,) for line in each.split("\n")))
        for each in paragraphs
    )
    return str(format_html_join("", "{}", ((format_html("<p>{}</p>", each),) for each in lines)))


def _normal(markup: str) -> str:
    """Return markup without what says nothing: attributes of a paragraph, and how it is written."""
    plain = re.sub(r"<p\s[^>]*>", "<p>", markup)
    plain = re.sub(r"<br\s*/?>", "<br/>", plain)
    return unescape(re.sub(r"\s+", " ", plain)).strip()
