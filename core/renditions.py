"""Each use of a picture, with the sizes and formats that it takes: declared here and nowhere else.

Templates name the use: ``{% rendition picture "card" %}``. Making a page's renditions takes seconds,
so the worker does it when the page is published. One that is missing all the same (the worker is
away, a focal point has moved) is made by the first visitor who sees it: the page is slow then, and
right.
"""

import logging
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django_tasks import task
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import Page
from wagtail.signals import page_published

from core.models import BasePage

logger = logging.getLogger(__name__)

MODERN = "format-{avif,webp,jpeg}"
#: Filters as Wagtail writes them, by the name of the use.
USES = {
    "card": ("fill-{416x234,832x468}", MODERN),
    "lead": ("fill-{480x360,960x720}", MODERN),
    "story": ("width-{480,960,1440}", MODERN),
    "logo": ("max-{320x160,640x320}", "format-{avif,webp,png}"),
    # What other sites show beside a link: 1.91 to 1, and a format that all of them read.
    "sharing": ("fill-1200x630", "format-jpeg"),
}


@cache
def filters(use: str) -> tuple[Filter, ...]:
    """Return the filters of the renditions that a use takes.

    Raises
    ------
    KeyError
        Where there is no such use.
    """
    return tuple(Filter(spec) for spec in Filter.expand_spec(USES[use]))


def make_missing(page: BasePage) -> None:
    """Make the renditions of a page that are not there yet."""
    for picture, uses in page.pictures():
        try:
            picture.get_renditions(*(each for use in uses for each in filters(use)))
        except SourceImageIOError:
            # The page leaves a gap for it, as Wagtail does.
            logger.exception("The file of picture %s cannot be read", picture.pk)


def pages_with_pictures() -> Iterable[BasePage]:
    """Yield the live pages that show a picture."""
    for model in apps.get_models():
        if issubclass(model, BasePage):
            for page in model.objects.live().iterator(chunk_size=100):
                if page.pictures():
                    yield page


@task(backend="queue")
def make_renditions(page_id: int) -> None:
    """Make the renditions of a page; nothing where it is gone by now."""
    page = Page.objects.filter(pk=page_id).specific().first()
    if isinstance(page, BasePage):
        make_missing(page)


def _page_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, BasePage) and instance.pictures():
        make_renditions.enqueue(instance.pk)


def connect() -> None:
    # After the transaction of publishing: what is lost when a process dies in between comes later.
    page_published.connect(_page_published)
