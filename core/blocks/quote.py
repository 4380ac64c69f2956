from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    """What somebody said, with who said it."""

    text = blocks.TextBlock(label=_("Quote"), max_length=600, rows=3)
    speaker = blocks.CharBlock(
        label=_("Who says this"),
        max_length=160,
        help_text=_("Name someone only with their consent; a role will do."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "core/blocks/quote.html"
