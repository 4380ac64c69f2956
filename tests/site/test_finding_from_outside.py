"""What search engines, and sites on which a page is shared, are told of it."""

from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import PageViewRestriction

from core.sitemaps import PageSitemap
from scripts.sharing_picture import PICTURE, sharing_picture
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

SITE = settings.BASE_URL
MAP = {
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def case() -> Any:
    owner = builders.partner()
    return builders.case(
        owner, summary='Over "water" & brood', lead_image=builders.picture(owner.workspace.collection)
    )  # fmt: skip


def head_of(address: str) -> BeautifulSoup:
    head = Client().get(address).text.partition("</head>")[0]
    return BeautifulSoup(head, "html.parser")


def links(head: BeautifulSoup) -> dict[str, str]:
    """Return the canonical address, and that of each language."""
    found = head.select("link[rel=canonical], link[hreflang]")
    return {str(link.get("hreflang", "canonical")): str(link["href"]) for link in found}


def graph(head: BeautifulSoup) -> dict[str, str]:
    """Return what Open Graph says of the page."""
    return {
        str(tag["property"]).removeprefix("og:"): str(tag["content"])
        for tag in head.select("[property]")
    }


def entries(address: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    """Return the addresses of the map, each with those in every language."""
    tree = ElementTree.fromstring(Client().get(address).content)
    found = tree.findall("sitemap:url", MAP)
    assert len({entry.findtext("sitemap:loc", "", MAP) for entry in found}) == len(found)
    return {
        entry.findtext("sitemap:loc", "", MAP): {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in entry.findall("xhtml:link", MAP)
        }
        for entry in found
    }


def in_each_language(path: str) -> dict[str, str]:
    return {"nl": f"{SITE}{path}", "en": f"{SITE}/en{path}", "x-default": f"{SITE}{path}"}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_names_its_address_and_that_in_each_language(case: Any, prefix: str) -> None:
    for path in ("/", "/interventies/", "/coalitie/", "/aanpak/vriendschapsschool/", case.url):
        head = head_of(f"{prefix}{path}?utm_source=nieuwsbrief")
        assert links(head) == {**in_each_language(path), "canonical": f"{SITE}{prefix}{path}"}
        assert graph(head)["url"] == f"{SITE}{prefix}{path}"
        assert not head.select("meta[name=robots]"), path


@pytest.mark.parametrize(
    "address",
    ["/interventies/?sector=po", "/interventies/?q=school", "/interventies/?page=2", "/interventies/?sort=title",
     "/interventies/vergelijk", "/bestaat-niet/", "/patronen/"],
)  # fmt: skip
def test_what_is_not_to_be_found_says_so_and_names_no_other_address(address: str) -> None:
    head = head_of(address)
    assert head.select("meta[name=robots][content^=noindex]")
    assert links(head) == {}


def test_a_shared_case_shows_its_title_its_summary_and_its_picture(case: Any) -> None:
    told = graph(head_of(case.url))
    assert told["type"] == "article"
    assert told["title"] == case.title
    assert told["description"] == case.summary
    assert told["locale"] == "nl_NL"
    assert told["locale:alternate"] == "en_GB"
    assert told["image"].startswith(f"{SITE}/media/images/")
    assert told["image:alt"] == case.lead_image.description
    answer = Client().get(told["image"].removeprefix(SITE))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    answer.close()


@pytest.mark.parametrize("address", ["/", "/interventies/?q=school", "/coalitie/", "/over/"])
def test_a_shared_page_without_a_picture_shows_that_of_the_site(address: str) -> None:
    told = graph(head_of(f"/en{address}"))
    assert told["image"] == f"{SITE}/static/images/sharing.png"
    assert (told["image:width"], told["image:height"]) == ("1200", "630")
    assert told["locale"] == "en_GB"


def test_the_picture_of_the_site_is_the_one_that_is_drawn() -> None:
    with Image.open(PICTURE) as kept:
        assert kept.convert("RGB").tobytes() == sharing_picture().convert("RGB").tobytes()


def test_the_map_has_every_address_in_each_language(case: Any) -> None:
    evaluation = builders.evaluation(case)
    found = entries()
    for path in ("/", "/interventies/", "/over/", "/aanpak/vriendschapsschool/", "/uitkomst/houding/",
                 case.get_parent().url, case.url, evaluation.url):  # fmt: skip
        for address in (f"{SITE}{path}", f"{SITE}/en{path}"):
            assert found[address] == in_each_language(path)


def test_the_map_leaves_out_what_is_hidden(case: Any) -> None:
    partner = case.get_parent().specific
    draft = builders.case(partner, "Een concept", live=False)
    hidden = builders.case(partner, "Besloten")
    assert f"{SITE}{hidden.url}" in entries()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    found = set(entries())
    assert f"{SITE}{case.url}" in found
    for page in (draft, hidden):
        assert not {f"{SITE}{page.url}", f"{SITE}/en{page.url}"} & found


@pytest.mark.postgresql
def test_the_map_takes_as_many_queries_however_many_pages(case: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get("/sitemap.xml")
        return len(captured)

    few = (queries(), queries())[1]
    for number in range(5):
        builders.evaluation(builders.case(case.get_parent().specific, f"Aanpak {number}"))

    assert queries() == few <= 12


def test_a_large_map_comes_in_parts(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = set(entries())
    monkeypatch.setattr(PageSitemap, "limit", 3)
    index = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    parts = [
        part.findtext("sitemap:loc", "", MAP) for part in index.findall("sitemap:sitemap", MAP)
    ]
    assert len(parts) > 3
    assert {address for part in parts for address in entries(part.removeprefix(SITE))} == whole
