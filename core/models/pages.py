import uuid
from http import HTTPMethod
from itertools import accumulate
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from core.addresses import LANGUAGES, absolute
from core.blocks import story_blocks
from core.fields import StoryField
from core.models.media import Picture
from core.page_copy import PageCopyForm
from core.signals import page_written

#: Addresses of more parts than this have no page: home, coalition, partner, case, evaluation.
DEEPEST = 10


def under_unpublished() -> Q:
    """Return what holds for pages under one that is not live: no visitor gets there.

    Wagtail serves them all the same. The home page, of depth 2, is always live.
    """
    lengths = [Page.steplen * depth for depth in range(3, DEEPEST + 2)]
    above = [Substr(OuterRef("path"), 1, length) for length in lengths]
    return Q(Exists(Page.objects.filter(path__in=above, depth__lt=OuterRef("depth"), live=False)))


class BasePageQuerySet(PageQuerySet):
    """Pages, with the question what is private asked together with the question for pages."""

    def private_q(self) -> Q:
        """Return what holds for pages that are private, or hang under one that is not live.

        Wagtail reads all restrictions first, and takes no account of what is not live.
        """
        # A subquery and no join: SQLite would scan all pages for each page that is asked for.
        section = Page.objects.filter(pk=OuterRef("page_id")).order_by().values("path")[:1]
        at_or_above = PageViewRestriction.objects.annotate(
            section=Subquery(section),
            inside=ExpressionWrapper(OuterRef("path"), models.CharField()),
        ).filter(inside__startswith=F("section"))
        return Q(Exists(at_or_above)) | under_unpublished()


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """What every page of the project is: it announces its writes and has a public identifier.

    ``manage.py check`` refuses a page model that skips it (:mod:`core.checks`).
    """

    public_id = models.UUIDField(
        _("public identifier"), default=uuid.uuid4, unique=True, editable=False
    )

    objects = BasePageManager()

    #: A page is read; forms have addresses of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    exclude_fields_in_copy: ClassVar[list[str]] = ["public_id"]
    copy_form_class = PageCopyForm

    class Meta:
        abstract = True

    @property
    def permalink(self) -> str:
        """The address that stays when the page moves; the same in every language."""
        return f"{settings.BASE_URL}/id/{self.public_id}"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return an entry for each language, which names the page in every language."""
        addresses = {}
        for language in LANGUAGES:
            with override(language.code):
                *_, path = self.get_url_parts(request)
                addresses[language.code] = absolute(path)
        alternates = [
            {"lang_code": code, "location": address}
            for code, address in [
                *addresses.items(),
                ("x-default", addresses[settings.LANGUAGE_CODE]),
            ]
        ]
        [entry] = super().get_sitemap_urls(request)
        return [
            {**entry, "location": each, "alternates": alternates} for each in addresses.values()
        ]

    def pictures(self) -> list[tuple[Picture, tuple[str, ...]]]:
        """Return each picture that the page shows, with its uses (:mod:`core.renditions`)."""
        return [
            (block.value["image"], ("story",))
            for field in self._meta.get_fields()
            if isinstance(field, StoryField)
            for block in getattr(self, field.name)
            if block.block_type == "image" and block.value["image"]
        ]

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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address, where Wagtail asks twice for each level of the tree.

        Raises
        ------
        Http404
            Where there is no live page at this address, or one above it is not live.
        """
        if not path_components:
            return super().route(request, path_components)
        if len(path_components) > DEEPEST:
            raise Http404
        addresses = [f"{path}/" for path in accumulate(
            [self.url_path.rstrip("/"), *path_components], "{}/{}".format
        )][1:]  # fmt: skip
        found = {
            page.url_path: page
            for page in Page.objects.filter(slug__in=path_components, url_path__in=addresses)
        }
        page: Page = self
        for address in addresses:
            if address not in found or not found[address].live:
                raise Http404
            # As Wagtail does, so that breadcrumbs need not ask for the parent.
            found[address]._cached_parent_obj = page
            page = found[address]
        return page.specific.route(request, [])


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
