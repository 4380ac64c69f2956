from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.TextBlock(label=_("What happens"), required=False, rows=2)

    class Meta:
        icon = "list-ol"


class StepsBlock(blocks.ListBlock):
    """Numbered steps, so that another school can follow them."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), min_num=2, max_num=20, **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "core/blocks/steps.html"
