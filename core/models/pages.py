import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.blocks import story_blocks
from core.fields import StoryField
from core.page_copy import PageCopyForm
from core.signals import page_written


class BasePage(Page):
    """What every page of the project is: it announces its writes and has a public identifier.

    ``manage.py check`` refuses a page model that skips it (:mod:`core.checks`).
    """

    public_id = models.UUIDField(
        _("public identifier"), default=uuid.uuid4, unique=True, editable=False
    )

    exclude_fields_in_copy: ClassVar[list[str]] = ["public_id"]
    copy_form_class = PageCopyForm

    class Meta:
        abstract = True

    @property
    def permalink(self) -> str:
        """The address that stays when the page moves; the same in every language."""
        return f"{settings.BASE_URL}/id/{self.public_id}"

    def get_admin_display_title(self) -> str:
        """The title that visitors see; choosers show it to people who may not see a newer draft."""
        return self.title if self.live else super().get_admin_display_title()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        result = super().save(*args, **kwargs)
        page_written.send(sender=type(self), page=self)
        return result


class HomePage(BasePage):
    """The front door: a search box, and panels that the rooms register."""

    lead = models.TextField(
        _("introduction"), max_length=300, help_text=_("One or two sentences under the title.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "core/home_page.html"

    class Meta:
        verbose_name = _("home page")


class ContentPage(BasePage):
    """A page of the site itself: about, accessibility, privacy."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StoryField(story_blocks(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["core.HomePage", "core.ContentPage"]
    subpage_types = ["core.ContentPage"]
    template = "core/content_page.html"

    class Meta:
        verbose_name = _("content page")
