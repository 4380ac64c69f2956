"""Row 14 of the faults: whatever a title holds, it is text wherever it is shown."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

ATTACK = "</script><img src=x onerror=alert(1)>\"'&<!--"
TITLES = {
    "markup": ATTACK,
    "template": "{{ 7|add:7 }} {% now 'Y' %}",
    "dutch": "Eén school voor ’s-Gravenhage & Súdwest-Fryslân: “Ĳburg” coöperatie",
    "right to left": "\u202eمدرسة للجميع\u202c בית ספר",
    "emoji": "School 👩🏽‍🏫 samen 🏫",
    "long": "Langewoordzonderspaties" * 11,
}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, and the text that is no script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(params=list(TITLES.values()), ids=list(TITLES))
def case(request: pytest.FixtureRequest) -> Any:
    """A case in which every text is the hostile one."""
    title = request.param
    partner = builders.partner(title[:200], slug="partner", summary=title, contact_name=title[:100])
    page = builders.case(
        partner, title, slug="praktijkvoorbeeld", summary=title, region=title[:100], goal=title,
        procedure=f"- {title}\n- {title}\n\n1. {title}", lessons=title, status="stopped",
        status_reason=title, tags=[title[:80].replace(",", " ").replace('"', " ")],
    )  # fmt: skip
    builders.evaluation(page, title=title, slug="onderzoek", summary=title, explanation=title)
    return page


def test_it_is_text_on_every_page(client: Client, case: Any) -> None:
    word = max(re.findall(r"\w+", case.title), key=len)
    pages = [
        "/", "/interventies/", f"/interventies/?q={word}", "/coalitie/", "/coalitie/partner/",
        case.url, f"{case.url}onderzoek/", f"/en{case.url}", "/aanpak/vriendschapsschool/",
        f"/interventies/vergelijk?case={case.pk}&case={builders.case(case.get_parent().specific, 'Een andere').pk}",
    ]  # fmt: skip
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = Page(answer.text)
        assert " ".join(case.title.split()) in " ".join(page.text.split()), address
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on")], (address, tag)
            assert (tag, attributes.get("src")) != ("img", "x"), address


def test_it_is_text_in_the_title_and_the_structured_data(client: Client, case: Any) -> None:
    html = client.get(case.url).text
    assert html.count("<title>") == html.count("</title>") == 1
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    described = json.loads(data)
    assert described["headline"] == case.title
    assert described["publisher"]["name"] == case.title[:200]
    assert described["url"] == f"http://testserver{case.url}"


def test_it_is_text_in_highlights_and_suggestions(client: Client, case: Any) -> None:
    word = max(re.findall(r"\w+", case.title), key=len)
    marked = re.findall(r"<mark>(.*?)</mark>", client.get("/interventies/", {"q": word}).text)
    assert marked
    assert all("<" not in text for text in marked)
    answer = client.get("/interventies/suggest", {"q": word})
    assert answer["Content-Type"] == "application/json"
    labels = [row["label"] for row in answer.json()["suggestions"]]
    assert case.title in labels


def test_the_sitemap_stays_xml(client: Client, case: Any) -> None:
    ElementTree.fromstring(client.get("/sitemap.xml").content)


def test_it_is_text_in_the_admin(client: Client, case: Any) -> None:
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    parent = case.get_parent()
    for address in [
        f"/beheer/pages/{parent.pk}/", f"/beheer/pages/{case.pk}/edit/", "/beheer/pages/search/?q=a",
        f"/beheer/pages/{case.pk}/history/", "/beheer/reports/site-history/", "/beheer/",
        f"/beheer/choose-page/{parent.pk}/",
    ]:  # fmt: skip
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        for tag, attributes in Page(answer.text).elements:
            assert (tag, attributes.get("src")) != ("img", "x"), address
