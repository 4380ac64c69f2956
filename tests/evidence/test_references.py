"""References of the studies of a question, read back by the libraries that reference managers are like."""

from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interventions.models import (
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationPage,
    EvaluationSource,
)
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

RIS, BIBTEX = "/bewijs/onderzoeken.ris", "/bewijs/onderzoeken.bib"
#: What would begin another field, end the entry, or be a command.
HOSTILE = "50% & {meer}: a_b $x$ #1 ~ ^ \\input{x} } Één\nER  - \nTY  - JOUR"
ONE_LINE = " ".join(HOSTILE.split())


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def study(of: CaseStudyPage, *sources: EvaluationSource, **fields: Any) -> EvaluationPage:
    page = builders.evaluation(of, findings=[builders.finding()], live=False, **fields)
    page.sources.set(sources)
    page.save_revision().publish()
    return EvaluationPage.objects.get(pk=page.pk)


def ris(client: Client, address: str = RIS) -> list[dict[str, Any]]:
    return rispy.loads(client.get(address).getvalue().decode())


def bibtex(client: Client, address: str = BIBTEX) -> list[dict[str, str]]:
    """Return the entries as they stand in the file, but for the title: that as a reader sees it."""
    text = client.get(address).getvalue().decode()
    stored = parse_string(text)
    shown = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not stored.failed_blocks
    return [
        {
            "kind": entry.entry_type,
            "key": entry.key,
            **{field.key: field.value for field in entry.fields},
            # The library reads LaTeX's circumflex as the letter that looks like it.
            "title": as_shown["title"].replace("ˆ", "^"),
        }
        for entry, as_shown in zip(stored.entries, shown.entries, strict=True)
    ]


def test_a_study_without_sources_is_a_report_of_its_own(
    client: Client, case: CaseStudyPage
) -> None:
    page = study(case, title="Loting in Utrecht")
    page.authors.set(
        [EvaluationAuthor(name="Jansen, Piet"), EvaluationAuthor(name="Bureau Onderzoek & Beleid")]
    )
    page.save_revision().publish()
    [record], [entry] = ris(client), bibtex(client)
    assert (record["type_of_reference"], record["title"]) == ("RPRT", "Loting in Utrecht")
    assert record["authors"] == ["Jansen, Piet", "Bureau Onderzoek & Beleid"]
    assert record["urls"] == [page.permalink]
    assert (entry["kind"], entry["key"]) == ("techreport", f"schoolmix-{page.public_id}")
    assert entry["author"] == r"Jansen, Piet and {Bureau Onderzoek \& Beleid}"
    assert (entry["institution"], entry["url"]) == ("Schoolmix", page.permalink)


def test_a_published_study_is_cited_by_each_of_its_sources(
    client: Client, case: CaseStudyPage
) -> None:
    article = EvaluationSource(
        title="Magnitude", authors="Jansen, P.; De Vries, K.", publisher="Pedagogisch tijdschrift",
        year=1984, doi="10.1037/0022_0663",
    )  # fmt: skip
    report = EvaluationSource(title="Eindverslag", url="https://example.org/a_b%20c")
    page = study(case, article, report, evaluator="Universiteit van Nergens")
    first, second = ris(client)
    assert (first["type_of_reference"], first["doi"]) == ("GEN", "10.1037/0022_0663")
    assert first["authors"] == ["Jansen, P.", "De Vries, K."]
    assert (first["year"], first["publisher"]) == ("1984", "Pedagogisch tijdschrift")
    assert page.permalink in first["notes"][0]
    assert second["authors"] == ["Universiteit van Nergens"]
    one, two = bibtex(client)
    assert (one["doi"], one["author"]) == ("10.1037/0022_0663", "Jansen, P. and De Vries, K.")
    assert two["url"] == "https://example.org/a_b%20c"
    assert one["key"] != two["key"]


def test_what_has_a_meaning_in_the_format_is_only_text(client: Client, case: CaseStudyPage) -> None:
    study(case, EvaluationSource(title=HOSTILE, authors=HOSTILE.replace(";", "")))
    [record], [entry] = ris(client), bibtex(client)
    assert record["title"] == ONE_LINE
    assert record["authors"] == [ONE_LINE]
    assert entry["title"] == ONE_LINE


def test_studies_are_those_of_the_question_that_everybody_may_see(
    client: Client, case: CaseStudyPage
) -> None:
    study(case, title="Wel", conclusion="mixed")
    study(case, title="Niet gevraagd")
    builders.evaluation(case, "mixed", title="Concept", findings=[builders.finding()], live=False)
    hidden = study(case, title="Besloten", conclusion="mixed")
    hidden.view_restrictions.create(restriction_type="login")
    asked = "?conclusion=mixed"
    assert [record["title"] for record in ris(client, RIS + asked)] == ["Wel"]
    assert [entry["title"] for entry in bibtex(client, BIBTEX + asked)] == ["Wel"]
    assert client.get(f"{RIS}?conclusion=bestaat-niet").status_code == 400
    assert client.get("/bewijs/onderzoeken.exe").status_code == 404


def test_queries_stay_the_same_as_studies_grow(client: Client, case: CaseStudyPage) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ris(client)
        return len(queries)

    study(case, EvaluationSource(title="Een"))
    few = count()
    for number in range(3):
        study(case, EvaluationSource(title=f"Nog een {number}"))
    assert count() == few
