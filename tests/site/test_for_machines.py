"""What programs are told: structured data on pages, the catalogue of data, and feeds."""

import json
import warnings
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from evidence import snapshots
from evidence.columns import COLUMNS
from evidence.models import Snapshot
from interventions.models import (
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationPage,
    EvaluationSource,
)
from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.usefixtures("site"),
]

SITE = settings.BASE_URL
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
SPDX = Namespace("http://spdx.org/rdf/terms#")
CASES, EVALUATIONS = "/interventies/feed.atom", "/bewijs/feed.atom"


@pytest.fixture
def case() -> CaseStudyPage:
    owner = builders.partner("Stichting Samen", website="https://samen.example/")
    return builders.case(owner, "Samen naar school", types=["vriendschapsschool"])


@pytest.fixture
def snapshot(case: CaseStudyPage, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    monkeypatch.setattr(snapshots, "localdate", lambda: date(2026, 3, 14))
    builders.evaluation(case, findings=[builders.finding()])
    taken = snapshots.take_snapshot()
    assert taken is not None
    return taken


def told(client: Client, address: str) -> Any:
    """Return the structured data of a page."""
    [script] = soup(client.get(address)).select('script[type="application/ld+json"]')
    return json.loads(script.get_text())


def with_sources(page: EvaluationPage, **fields: Any) -> EvaluationPage:
    page.sources.set([EvaluationSource(title="Verslag", **fields)])
    page.save_revision().publish()
    return page


def test_a_case_is_something_to_learn_from(client: Client, case: CaseStudyPage) -> None:
    described = told(client, case.url)
    assert described["@type"] == ["Article", "LearningResource"]
    assert described["educationalLevel"] == ["Primair onderwijs"]
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["publisher"] == {
        "@type": "Organization", "name": "Stichting Samen", "url": f"{SITE}{case.get_parent().url}",
    }  # fmt: skip


def test_an_evaluation_is_a_report_or_an_article_with_its_authors(
    client: Client, case: CaseStudyPage
) -> None:
    report = with_sources(builders.evaluation(case), url="https://samen.example/verslag")
    article = with_sources(builders.evaluation(case), doi="10.1000/182")
    article.authors.set(
        [
            EvaluationAuthor(
                name="Josiah Carberry",
                orcid="0000-0002-1825-0097",
                organisation="Brown University",
                ror="05gq02987",
            )
        ]
    )
    article.save_revision().publish()
    assert told(client, report.url)["@type"] == "Report"
    described = told(client, article.url)
    assert described["@type"] == "ScholarlyArticle"
    assert described["author"] == [
        {
            "@type": "Person",
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "name": "Josiah Carberry",
            "affiliation": {
                "@type": "Organization",
                "@id": "https://ror.org/05gq02987",
                "name": "Brown University",
            },
        }
    ]


def test_a_partner_is_an_organisation_without_its_contact_person(
    client: Client, case: CaseStudyPage
) -> None:
    described = told(client, case.get_parent().url)
    assert (described["@type"], described["name"]) == ("Organization", "Stichting Samen")
    assert described["url"] == "https://samen.example/"
    assert "email" not in described


def test_the_evidence_is_a_data_set_that_can_be_downloaded(
    client: Client, snapshot: Snapshot
) -> None:
    described = told(client, "/bewijs/")
    assert described["@type"] == "Dataset"
    assert [each["name"] for each in described["variableMeasured"]] == [c.name for c in COLUMNS]
    for download in described["distribution"]:
        answer = client.get(download["contentUrl"].removeprefix(SITE))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(download["encodingFormat"])
        assert answer.getvalue()
    page = soup(client.get("/bewijs/?design=process"))
    assert not page.select('script[type="application/ld+json"]'), "a question is no data set"


def test_a_snapshot_is_a_version_of_it(client: Client, snapshot: Snapshot) -> None:
    described = told(client, snapshot.get_absolute_url())
    assert (described["version"], described["datePublished"]) == ("2026-03-14", "2026-03-14")
    assert [each["sha256"] for each in described["distribution"]] == [
        file.sha256 for file in snapshot.files.all()
    ]


def catalogue(client: Client, address: str = "/catalog.jsonld") -> Graph:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/ld+json"
    with warnings.catch_warnings():
        # The parser of rdflib makes a graph of a kind that rdflib itself would rather not have.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")
        return Graph().parse(data=answer.content, format="json-ld")


def test_the_catalogue_has_what_the_dutch_profile_asks_for(
    client: Client, snapshot: Snapshot
) -> None:
    graph = catalogue(client)
    [whole] = graph.subjects(RDF.type, DCAT.Catalog)
    for asked in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint):
        assert graph.value(whole, asked), asked
    tables = list(graph.objects(whole, DCAT.dataset))
    assert {str(table) for table in tables} == {f"{SITE}/bewijs/", snapshot.permalink}
    for table in tables:
        for asked in (
            DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.publisher,
            DCTERMS.creator, DCTERMS.accessRights, DCAT.contactPoint, DCAT.theme,
        ):  # fmt: skip
            assert list(graph.objects(table, asked)), (table, asked)
        titles = {
            title.language: str(title)
            for title in graph.objects(table, DCTERMS.title)
            if isinstance(title, Literal)
        }
        assert set(titles) == {"nl", "en"}
        assert titles["nl"] != titles["en"]
        files = list(graph.objects(table, DCAT.distribution))
        assert len(files) == 3
        for file in files:
            assert graph.value(file, DCTERMS.license)
            address = str(graph.value(file, DCAT.accessURL))
            assert client.get(address.removeprefix(SITE)).getvalue()
    checksums = {str(value) for value in graph.objects(None, SPDX.checksumValue)}
    assert checksums == {file.sha256 for file in snapshot.files.all()}
    assert set(catalogue(client, "/en/catalog.jsonld")) == set(graph), "one in all languages"


def test_the_catalogue_has_the_api(client: Client) -> None:
    graph = catalogue(client)
    [whole] = graph.subjects(RDF.type, DCAT.Catalog)
    [service] = graph.objects(whole, DCAT.service)
    assert (service, RDF.type, DCAT.DataService) in graph
    for asked in (
        DCTERMS.title, DCTERMS.publisher, DCTERMS.license, DCTERMS.accessRights, DCAT.contactPoint,
        DCAT.theme, DCAT.landingPage,
    ):  # fmt: skip
        assert list(graph.objects(service, asked)), asked
    endpoint = str(graph.value(service, DCAT.endpointURL)).removeprefix(SITE)
    assert client.get(f"{endpoint}/findings").json()["items"] == []
    described = str(graph.value(service, DCAT.endpointDescription)).removeprefix(SITE)
    assert client.get(described).json()["openapi"].startswith("3.1")
    [served] = graph.objects(service, DCAT.servesDataset)
    assert (whole, DCAT.dataset, served) in graph


def test_the_catalogue_leaves_out_what_is_withdrawn(client: Client, snapshot: Snapshot) -> None:
    snapshot.withdrawn_because = "Fout"
    snapshot.save()
    assert (URIRef(snapshot.permalink), None, None) not in catalogue(client)
    assert snapshot.permalink not in client.get("/sitemap.xml").text


def test_the_map_has_the_evidence_and_its_versions(client: Client, snapshot: Snapshot) -> None:
    found = client.get("/sitemap.xml").text
    for path in ("/bewijs/", "/bewijs/kaart/", "/bewijs/codeboek/", "/bewijs/momentopnamen/",
                 snapshot.get_absolute_url()):  # fmt: skip
        assert f"<loc>{SITE}{path}</loc>" in found
        assert f"<loc>{SITE}/en{path}</loc>" in found


def entries(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext("atom:updated", "", ATOM)
    return [
        {
            "title": entry.findtext("atom:title", "", ATOM),
            "id": entry.findtext("atom:id", "", ATOM),
            "link": entry.find("atom:link", ATOM).attrib["href"],  # type: ignore[union-attr]
            "author": entry.findtext("atom:author/atom:name", "", ATOM),
        }
        for entry in feed.findall("atom:entry", ATOM)
    ]


def test_the_feed_of_cases_has_the_newest_of_a_question(
    client: Client, case: CaseStudyPage
) -> None:
    partner = case.get_parent().specific
    builders.case(partner, "<b>Later</b> & \x0beerder", types=["ouderinitiatief"])
    builders.case(partner, "Concept", live=False)
    assert [each["title"] for each in entries(client, CASES)] == [
        "<b>Later</b> & eerder", "Samen naar school",
    ]  # fmt: skip
    [entry] = entries(client, f"{CASES}?type=vriendschapsschool")
    assert entry == {
        "title": "Samen naar school", "id": case.permalink, "link": f"{SITE}{case.url}",
        "author": "Stichting Samen",
    }  # fmt: skip


def test_the_feed_of_evaluations_has_the_newest_of_a_question(
    client: Client, case: CaseStudyPage
) -> None:
    first = builders.evaluation(case, "mixed", title="Eerste", evaluator="Bureau")
    builders.evaluation(case, "works", title="Tweede")
    hidden = builders.evaluation(case, title="Besloten")
    hidden.view_restrictions.create(restriction_type="login")
    builders.evaluation(case, title="Voorbeeld", is_example=True)
    assert [each["title"] for each in entries(client, EVALUATIONS)] == ["Tweede", "Eerste"]
    assert entries(client, f"{EVALUATIONS}?conclusion=mixed") == [
        {"title": "Eerste", "id": first.permalink, "link": f"{SITE}{first.url}", "author": "Bureau"}
    ]


@pytest.mark.parametrize(
    "address",
    [f"{CASES}?sector=bestaat-niet", f"{CASES}?page=x", f"{CASES}?q={'a' * 10_001}",
     f"{EVALUATIONS}?outcome=bestaat-niet", f"{EVALUATIONS}?page=x"],
)  # fmt: skip
def test_a_feed_refuses_what_it_does_not_understand(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_every_page_announces_the_feeds(client: Client) -> None:
    for address, prefix in (("/", ""), ("/en/interventies/", "/en"), ("/bewijs/", "")):
        found = soup(client.get(address)).select('link[type="application/atom+xml"]')
        assert [link["href"] for link in found] == [f"{prefix}{CASES}", f"{prefix}{EVALUATIONS}"]


@pytest.mark.parametrize("address", [CASES, EVALUATIONS])
def test_queries_of_a_feed_stay_the_same(client: Client, case: CaseStudyPage, address: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            entries(client, address)
        return len(queries)

    builders.evaluation(case)
    few = (count(), count())[1]
    for number in range(3):
        builders.evaluation(builders.case(case.get_parent().specific, f"Aanpak {number}"))
    assert (count(), count())[1] == few
