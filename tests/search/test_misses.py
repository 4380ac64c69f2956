"""What visitors don't find: counted without a word about them, and of use to moderators."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.formats import date_format

from search.misses import forget_old, this_week
from search.models import MissedSearch
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("site")]

REPORT = "/beheer/reports/searched-not-found/"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


def ask(q: str, more: str = "", **headers: str) -> None:
    address = f"/interventies/?q={q}{more}"
    assert Client(headers=BROWSER | headers).get(address).status_code == 200


def counted() -> dict[str, int]:
    return dict(MissedSearch.objects.values_list("text", "times"))


def test_a_text_is_counted_by_the_week_however_it_is_written() -> None:
    ask("Zeppelin")
    ask("z%C3%A9ppelin!")
    [miss] = MissedSearch.objects.all()
    assert (miss.text, miss.times, miss.week) == ("zeppelin", 2, this_week())
    # Text, week, times: there is no room for anything of the visitor.
    assert {field.name for field in MissedSearch._meta.fields} == {"id", "text", "week", "times"}


def test_what_says_nothing_of_a_subject_is_not_counted() -> None:
    builders.case(builders.partner(), "Samen koken")
    ask("koken")
    ask("")
    ask("de+het")
    ask("zeppelin", "&sector=po")
    ask("jan%40example.org")
    ask("bel+06-1234+5678")
    ask("+".join(["zeppelin"] * 8))
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch"},
        {"HX-Request": "true"},
    ],
    ids=["robot", "unknown", "prefetched", "still typing"],
)
def test_only_a_person_who_asks_counts(headers: dict[str, str]) -> None:
    ask("zeppelin", **headers)
    assert counted() == {}


def test_a_search_in_the_list_counts_when_it_is_sent() -> None:
    ask("zeppelin", **{"HX-Request": "true", "Search-Submitted": "1"})
    assert counted() == {"zeppelin": 1}


def test_rare_texts_are_forgotten_in_a_month_and_all_in_a_year() -> None:
    def miss(text: str, weeks_ago: int, times: int) -> None:
        week = this_week() - timedelta(weeks=weeks_ago)
        MissedSearch.objects.create(text=text, week=week, times=times)

    miss("rare", 3, 1)
    miss("rare before", 4, 2)
    miss("often", 30, 2)
    miss("often", 1, 1)
    miss("long ago", 52, 9)
    forget_old()
    assert sorted(MissedSearch.objects.values_list("text", "times")) == [
        ("often", 1), ("often", 2), ("rare", 1),
    ]  # fmt: skip


def test_moderators_see_what_is_asked_often_and_can_mend_it() -> None:
    for _time in range(3):
        ask("luchtschip+%26+co")
    ask("jan+jansen")
    moderator = Client()
    moderator.force_login(builders.moderator())
    page = moderator.get(REPORT).content.decode()
    assert "Gezocht, niet gevonden" in page
    assert "luchtschip co" in page
    assert date_format(this_week()) in page
    assert "jansen" not in page
    assert "jansen" not in b"".join(moderator.get(f"{REPORT}?export=csv")).decode()

    for kind, field in (("synonymgroup", "terms"), ("pinnedsearch", "text")):
        link = f"/beheer/snippets/search/{kind}/add/?{field}=luchtschip+co"
        assert f'href="{link}"' in page
        assert moderator.get(link).context["form"][field].value() == "luchtschip co"


def test_nobody_else_sees_them() -> None:
    client = Client()
    client.force_login(builders.editor(builders.partner()))
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/beheer/").content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_visitor_waits_for_who_is_writing() -> None:
    ask("zeppelin")
    writer: Any = connection.copy()
    with writer.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            cursor.execute("BEGIN; LOCK TABLE search_missedsearch IN EXCLUSIVE MODE")
        began = time.monotonic()
        ask("zeppelin")
        # A page that writes would wait for twenty seconds.
        assert time.monotonic() - began < 5
        cursor.execute("ROLLBACK")
    writer.close()
    assert counted() == {"zeppelin": 1}
    ask("zeppelin")
    assert counted() == {"zeppelin": 2}
