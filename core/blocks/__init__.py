"""The blocks that a story is made of, one family a file."""

from core.blocks.media import DocumentBlock, ImageBlock
from core.blocks.quote import QuoteBlock
from core.blocks.steps import StepsBlock
from core.blocks.table import FigureTableBlock
from core.blocks.text import HeadingBlock, ParagraphBlock

__all__ = [
    "DocumentBlock",
    "FigureTableBlock",
    "HeadingBlock",
    "ImageBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "StepsBlock",
    "story_blocks",
]


def story_blocks() -> list[tuple[str, object]]:
    """Return the blocks of a story, in the order in which an editor meets them."""
    return [
        ("paragraph", ParagraphBlock()),
        ("heading", HeadingBlock()),
        ("image", ImageBlock()),
        ("quote", QuoteBlock()),
        ("steps", StepsBlock()),
        ("table", FigureTableBlock()),
        ("document", DocumentBlock()),
    ]
