from typing import Any

from wagtail.admin.forms.pages import CopyForm


class PageCopyForm(CopyForm):
    """Copies a page, and offers no alias: the same case would be found and counted twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
