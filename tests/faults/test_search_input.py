"""Rows 1 to 6 of the faults: whatever stands in the address of a search, a visitor gets a page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

LIST = "/interventies/"


@pytest.fixture(autouse=True)
def case() -> Any:
    return builders.case(builders.partner(), "Samen naar school")


def notices(html: str) -> list[str]:
    """Return what the page says about the address, without markup."""
    found = re.findall(r'<p class="notice">(.*?)</p>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", notice).strip() for notice in found]


def titles(html: str) -> list[str]:
    return re.findall(r'<h3 class="card__title"[^>]*>\s*<a href="([^"]+)"', html)


@pytest.mark.parametrize("q", ['"abc', '5" x', 'a:"', '"', "(((", "NOT", "a AND", "samen* -", "'"])
@pytest.mark.parametrize("address", [LIST, "/en/interventies/", "/interventies/suggest"])
def test_quotes_and_operators_are_only_text(client: Client, address: str, q: str) -> None:
    """Row 1."""
    assert client.get(address, {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}?q=a%00b",
        f"{LIST}?type=%00",
        f"{LIST}?page=1%00",
        f"{LIST}?anything=%00",
        f"{LIST}?%00=1",
        "/en/interventies/?q=%00",
        "/interventies/suggest?q=sa%00men",
        "/interventies/vergelijk?case=1%00",
        "/%00",
        "/interventies/%00/",
        "/coalitie/%00/",
        "/aanpak/vriendschaps%00school/",
        "/media/images/%00.png",
        "/documenten/1/%00.pdf",
        "/id/%00",
        "/sitemap-%00.xml",
    ],
)
def test_a_nul_character_is_refused(client: Client, address: str) -> None:
    """Row 2: a page of ours, with the headers of every other page."""
    answer = client.get(address)
    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert "Content-Security-Policy" in answer


def test_five_hundred_words_are_cut(client: Client, case: Any) -> None:
    """Row 3."""
    answer = client.get(LIST, {"q": "samen " * 500})
    assert answer.status_code == 200
    assert len(notices(answer.text)) == 1
    assert "12" in notices(answer.text)[0]
    assert titles(answer.text) == [case.url]
    assert client.get("/interventies/suggest", {"q": "samen " * 500}).status_code == 200


@pytest.mark.parametrize("q", [" ", "   \t ", "\u00a0\u2003", "\u200b", "\r\n"])
def test_spaces_are_no_search(client: Client, case: Any, q: str) -> None:
    """Row 4."""
    answer = client.get(LIST, {"q": q})
    assert answer.status_code == 200
    assert titles(answer.text) == [case.url]
    assert notices(answer.text) == []
    assert client.get("/interventies/suggest", {"q": q}).json() == {"suggestions": []}


def test_a_megabyte_is_refused_before_anything_is_asked(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    """Row 5: no query, so that it costs next to nothing."""
    with django_assert_num_queries(0):
        answer = client.get(LIST, {"q": "a" * 1_000_000})
    assert answer.status_code == 400
    assert "<h1>" in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1" + "0" * 23, "1.5", "²", "99", "1e3", "٣"])
def test_a_page_that_does_not_exist_is_the_first(client: Client, case: Any, page: str) -> None:
    """Row 6: the page says so and shows the first."""
    answer = client.get(LIST, {"page": page})
    assert answer.status_code == 200
    assert titles(answer.text) == [case.url]
    assert len(notices(answer.text)) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"type": "bestaat-niet"},
        {"municipality": "9999"},
        {"year": "1066"},
        {"conclusion": "<script>"},
        {"status": "'; DROP TABLE x; --"},
        {"sector": "x" * 200},
        {"type": ["vriendschapsschool", "bestaat-niet"]},
        {"sort": "random"},
    ],
)
def test_an_unknown_value_is_named_and_is_no_error(
    client: Client, parameters: dict[str, Any]
) -> None:
    """Row 7, on the HTML list: the page says what it left out; the API of a later issue refuses."""
    answer = client.get(LIST, parameters)
    assert answer.status_code == 200
    assert len(notices(answer.text)) == 1


@pytest.mark.parametrize(
    "query", ["case=abc", "case=-1", "case=" + "9" * 30, "case=1&" * 500, "case=²", "case=", ""]
)
def test_a_comparison_of_nothing_says_what_to_do(client: Client, query: str) -> None:
    """Row 6, on the comparison."""
    answer = client.get(f"/interventies/vergelijk?{query}")
    assert answer.status_code == 200
    assert LIST in answer.text
