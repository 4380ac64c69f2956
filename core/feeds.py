"""What is new, for feed readers: Atom, with the same fields in every room."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

#: So many entries a feed has.
ENTRIES = 20

#: XML has no place for these, however they are written.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Entry:
    """One page in a feed. ``permalink`` tells readers whether they have seen it."""

    title: str
    summary: str
    url: str
    permalink: str
    author: str
    published: datetime | None
    updated: datetime | None
    categories: Sequence[str] = ()


class EntryFeed(Feed):
    """A feed whose items are entries; a room says its title, its address and what is in it."""

    feed_type = Atom1Feed
    language = settings.LANGUAGE_CODE

    def item_title(self, item: Entry) -> str:
        return _CONTROL.sub("", item.title)

    def item_description(self, item: Entry) -> str:
        return _CONTROL.sub("", item.summary)

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_guid(self, item: Entry) -> str:
        return item.permalink

    def item_author_name(self, item: Entry) -> str:
        return _CONTROL.sub("", item.author)

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.published

    def item_updateddate(self, item: Entry) -> datetime | None:
        return item.updated

    def item_categories(self, item: Entry) -> Sequence[str]:
        return item.categories
