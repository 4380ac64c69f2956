from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField


class StoryField(StreamField):
    """A StreamField whose blocks stay out of the migrations.

    A block definition says how content is edited and shown, not how it is stored, so a change of
    blocks changes no table and needs no migration.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


def plain_text(story: StreamValue) -> str:
    """Return the words of a story, without markup, as a reader would see them."""
    return "\n".join(
        strip_tags(content)
        for child in story
        for content in child.block.get_searchable_content(child.value)
    )
