from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser, Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Collection, Page, PagePermissionTester

from core.blocks import story_blocks
from core.fields import StoryField
from core.models import BasePage, ContactDetails, Municipality, Picture
from partners.forms import OwnThingsForm
from partners.structured_data import describe_partner


class PartnerKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    MUNICIPALITY = "municipality", _("Municipality")
    SCHOOL_BOARD = "school-board", _("School board")
    SCHOOL = "school", _("School")
    FOUNDATION = "foundation", _("Foundation")
    KNOWLEDGE_CENTRE = "knowledge-centre", _("Knowledge centre")
    PARENT_INITIATIVE = "parent-initiative", _("Parent initiative")
    UNIVERSITY = "university", _("University")
    OTHER = "other", _("Other")


class CoalitionIndexPage(BasePage):
    """The coalition: its partners, each with a subtree of pages of its own."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StoryField(story_blocks(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["core.HomePage"]
    subpage_types = ["partners.PartnerPage"]
    max_count = 1
    template = "partners/coalition_index_page.html"

    class Meta:
        verbose_name = _("coalition")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from partners.selectors import live_partners

        return {**super().get_context(request, *args, **kwargs), "partners": live_partners()}


class PartnerPermissions(PagePermissionTester):
    """What one may do with a partner's own page: who may not publish it cannot take it away either.

    Wagtail lets an editor delete a page that is still a draft; this one carries their own rights.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.can_publish() and super().can_delete(ignore_bulk)


class PartnerPage(ContactDetails, BasePage):
    """A member of the coalition. What it owns is what hangs under this page."""

    kind = models.CharField(_("kind"), max_length=20, choices=PartnerKind.choices)
    summary = models.TextField(_("in short"), max_length=400)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partners",
        verbose_name=_("municipality"),
    )
    logo = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    website = models.URLField(_("website"), blank=True)
    joined = models.DateField(_("joined on"), null=True, blank=True)
    about = StoryField(story_blocks(), verbose_name=_("about this partner"), blank=True)

    base_form_class = OwnThingsForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("municipality"),
        FieldPanel("logo"),
        FieldPanel("website"),
        FieldPanel("joined"),
        FieldPanel("about"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_role"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_consent_on"),
            ],
            heading=_("Contact"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["partners.CoalitionIndexPage"]
    template = "partners/partner_page.html"

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "structured_data": describe_partner(self)}

    def pictures(self) -> list[tuple[Picture, tuple[str, ...]]]:
        logo = [(self.logo, ("logo",))] if self.logo else []
        return [*logo, *super().pictures()]

    def permissions_for_user(self, user: AbstractUser | AnonymousUser) -> "PartnerPermissions":
        return PartnerPermissions(user, self)


class Workspace(models.Model):
    """What a partner works with: two groups, and a collection of images and documents.

    Kept beside the page and not on it, so that no revision of the page can change rights.
    """

    partner = models.OneToOneField(PartnerPage, on_delete=models.CASCADE, related_name="workspace")
    authors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="author_workspace")
    editors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="editor_workspace")
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="workspace"
    )

    def __str__(self) -> str:
        return self.partner.title
