"""Template tags that every room uses; built in to all templates."""

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.models import Picture as WagtailPicture
from wagtail.images.shortcuts import get_renditions_or_not_found

from core.addresses import absolute
from core.models import Picture
from core.panels import panels_for
from core.prose import kind_of_line, without_mark
from core.renditions import filters

register = template.Library()

#: So that no text can end the element that it stands in.
JSON_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})

#: The shapes of a mosaic, each in a cell of 10 by 10; "{x} {y}" is the cell's corner.
SHAPES = (
    "M{x} {y}m5 .6a4.4 4.4 0 1 0 .01 0z",
    "M{x} {y}h10a10 10 0 0 1-10 10z",
    "M{x} {y}m10 0v10h-10a10 10 0 0 1 10-10z",
    "M{x} {y}v10h10a10 10 0 0 0-10-10z",
    "M{x} {y}h10v10a10 10 0 0 1-10-10z",
    "M{x} {y}m0 5a5 5 0 0 1 10 0z",
    "M{x} {y}m0 5a5 5 0 0 0 10 0z",
)
TILES = ("ink", "coral", "ochre", "mist")


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, subject: Any = None) -> SafeString:
    """Render what the higher rooms registered for this slot."""
    request = context["request"]
    rendered = [
        render_to_string(name, {**panel, "subject": subject}, request=request)
        for name, panel in panels_for(slot, request, subject)
    ]
    return SafeString("".join(rendered))


@register.simple_tag
def pattern_samples() -> dict[str, Any]:
    """Return the awkward content of the page of patterns, in the form that the components expect."""
    samples: dict[str, Any] = json.loads(render_to_string("core/patterns/samples.json"))
    return samples


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of ``static/icons/icons.svg``; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag
def rendition(picture: Picture, use: str, **attributes: Any) -> SafeString:
    """Show a picture in the sizes and formats that :mod:`core.renditions` declares for this use."""
    found = get_renditions_or_not_found(picture, filters(use))
    return WagtailPicture(found, attributes).__html__()


@dataclass(frozen=True)
class SharedPicture:
    """What other sites show beside a link to a page."""

    url: str
    width: int
    height: int
    alt: str


@register.simple_tag
def sharing_picture(picture: Picture | None) -> SharedPicture:
    """Return a picture in the size for sharing; the picture of the site where a page has none."""
    if not picture:
        alt = _("Drawing: children from two neighbourhoods come to one school together.")
        return SharedPicture(absolute(static("images/sharing.png")), 1200, 630, alt)
    [shared] = get_renditions_or_not_found(picture, filters("sharing")).values()
    return SharedPicture(absolute(shared.url), shared.width, shared.height, picture.description)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Write structured data for search engines. It is no script: browsers run none of it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.simple_tag(takes_context=True)
def aria_current(context: template.Context, url: str) -> SafeString:
    """Mark a link of the menu: this page, or the part of the site that it is in."""
    path = context["request"].path
    if path == url:
        return SafeString('aria-current="page"')
    return SafeString('aria-current="true"' if path.startswith(url) else "")


@register.simple_tag
def content_lang() -> SafeString:
    """Mark content that is in another language than the page: content is Dutch for now."""
    return _lang(settings.LANGUAGE_CODE)


@register.simple_tag
def interface_lang() -> SafeString:
    """Mark a text of the interface that stands inside content of another language."""
    return _lang(get_language() or settings.LANGUAGE_CODE)


def _lang(language: str) -> SafeString:
    foreign = get_language() != settings.LANGUAGE_CODE
    return format_html('lang="{}"', language) if foreign else SafeString("")


@register.filter
def at(values: Sequence[Any], index: int) -> Any:
    """Return the item at this place, or nothing where the list is shorter."""
    return values[index] if index < len(values) else ""


@register.filter
def prose(text: str) -> SafeString:
    """Turn plain text into escaped paragraphs and lists.

    An empty line ends a paragraph, a single line break is kept, and lines that begin with "- " or
    "1. " become a list.
    """
    paragraphs = re.split(r"\n\s*\n", str(text).replace("\r\n", "\n").strip())
    return format_html_join(
        "\n", "{}", ((part,) for p in paragraphs if p for part in _prose_blocks(p))
    )


def _prose_blocks(paragraph: str) -> Iterable[SafeString]:
    for kind, group in groupby(paragraph.split("\n"), key=kind_of_line):
        lines = list(group)
        if kind == "p":
            yield format_html(
                "<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((x,) for x in lines))
            )
        else:
            items = format_html_join("", "<li>{}</li>", ((without_mark(line),) for line in lines))
            yield format_html("<{0}>{1}</{0}>", kind, items)


@register.simple_tag
@lru_cache(maxsize=1000)
def mosaic(seed: Any, columns: int = 4, rows: int = 3) -> SafeString:
    """Draw what stands where a picture is missing: a mosaic of its own for each seed."""
    draw = random.Random(str(seed))  # noqa: S311  (a drawing, not a secret)
    paths: dict[str, list[str]] = {tile: [] for tile in TILES}
    for column in range(columns):
        for row in range(rows):
            shape = draw.choice(SHAPES)
            paths[draw.choice(TILES)].append(shape.format(x=column * 10, y=row * 10))
    return _mosaic(paths, columns, rows)


@register.simple_tag
def mixing(columns: int = 9, rows: int = 7) -> SafeString:
    """Draw what the site is about: sorted by colour at the left, mixed at the right."""
    draw = random.Random("schoolmix")  # noqa: S311
    paths: dict[str, list[str]] = {tile: [] for tile in TILES}
    for column in range(columns):
        own = TILES[1:][column % 3]
        mixed = max(0.0, (column - 2) / (columns - 4))
        for row in range(rows):
            is_mixed = draw.random() < mixed
            shape = draw.choice(SHAPES) if is_mixed else SHAPES[0]
            tile = draw.choice(TILES) if is_mixed else own
            paths[tile].append(shape.format(x=column * 10, y=row * 10))
    return _mosaic(paths, columns, rows, keep="xMinYMid")


def _mosaic(
    paths: dict[str, list[str]], columns: int, rows: int, keep: str = "xMidYMid"
) -> SafeString:
    return format_html(
        '<svg class="mosaic" viewBox="0 0 {} {}" preserveAspectRatio="{} slice"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        columns * 10,
        rows * 10,
        keep,
        format_html_join(
            "",
            '<path class="mosaic__{}" d="{}"></path>',
            ((tile, "".join(d)) for tile, d in paths.items()),
        ),
    )
