"""What each list and each record tells, over HTTP."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from interventions.models import (
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationPage,
    EvaluationSource,
    FurtherCase,
)
from partners.models import PartnerPage
from tests import builders
from tests.api.asking import BASE, effect, get, problem, walk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
]


@pytest.fixture
def owner() -> PartnerPage:
    return builders.partner(municipality=builders.municipality("0268"), website="https://a.example")


@pytest.fixture
def case(owner: PartnerPage) -> CaseStudyPage:
    return builders.case(owner, places=["0268"], tags=["sport"], start_year=2019, status="running")


def test_a_case_says_what_its_page_says(client: Client, case: CaseStudyPage) -> None:
    evaluation = builders.evaluation(case, "works")
    [told] = get(client, "/cases")["items"]
    assert told == get(client, f"/cases/{case.public_id}")
    assert told["title"] == case.title
    assert told["permalink"] == f"http://testserver/id/{case.public_id}"
    assert told["partner"]["title"] == "Stichting Voorbeeld"
    assert told["municipalities"] == [{"code": "0268", "name": "Nijmegen"}]
    assert told["types"] == ["vriendschapsschool"]
    assert told["tags"] == ["sport"]
    assert told["startYear"] == 2019
    assert told["conclusion"] == "works"
    assert [each["id"] for each in told["evaluations"]] == [str(evaluation.public_id)]
    assert told["firstPublishedAt"].endswith("Z")


def test_cases_are_found_as_on_the_site(client: Client, owner: PartnerPage) -> None:
    builders.case(owner, "Samen fietsen", sectors=["vo"])
    builders.case(owner, "Samen eten")
    builders.case(owner, "Alleen lopen")

    def titles(parameters: str) -> list[str]:
        return [case["title"] for case in get(client, f"/cases?{parameters}")["items"]]

    assert titles("q=samen&sort=title") == ["Samen eten", "Samen fietsen"]
    assert titles("sector=vo") == ["Samen fietsen"]
    assert titles("sort=title") == ["Alleen lopen", "Samen eten", "Samen fietsen"]
    assert titles("sector=vo&sector=po&sort=title") == titles("sort=title")


def test_all_cases_come_by_once(client: Client) -> None:
    call_command("import_municipalities", verbosity=0)
    call_command("generate_cases", count=45, verbosity=0)
    made = {str(each) for each in CaseStudyPage.objects.values_list("public_id", flat=True)}
    for order in ("", "?sort=title", "?q=voorbeeld"):
        found = walk(client, f"/cases{order}")
        assert len(found) == 45
        assert {case["id"] for case in found} == made


def test_an_evaluation_has_its_findings_authors_and_sources(
    client: Client, case: CaseStudyPage, owner: PartnerPage
) -> None:
    other = builders.case(owner, "Ook zoiets", types=["centraal-aanmelden"])
    evaluation = builders.evaluation(
        case, findings=[effect(0.2)], design="rct-individual", period_start=2015, pupils=480,
        side_effects_looked_for="none-seen",
    )  # fmt: skip
    evaluation.authors.set([EvaluationAuthor(name="A. Voorbeeld", orcid="0000-0002-1825-0097")])
    evaluation.sources.set([EvaluationSource(title="Verslag", doi="10.1000/182")])
    evaluation.further_cases.set([FurtherCase(case=other)])
    evaluation.save_revision().publish()
    told = get(client, f"/evaluations/{evaluation.public_id}")
    [listed] = get(client, "/evaluations")["items"]
    assert listed == {name: value for name, value in told.items() if name != "findings"}
    assert [each["title"] for each in told["cases"]] == [case.title, "Ook zoiets"]
    assert told["types"] == ["centraal-aanmelden", "vriendschapsschool"]
    assert told["authors"][0]["orcid"] == "0000-0002-1825-0097"
    assert told["sources"][0]["doi"] == "10.1000/182"
    assert (told["pupils"], told["sideEffectsLookedFor"]) == (480, "none-seen")
    assert [each["effect"] for each in told["findings"]] == [0.2]


def test_a_finding_has_its_error_interval_and_study(client: Client, case: CaseStudyPage) -> None:
    evaluation = builders.evaluation(case, findings=[effect(0.2)], design="rct-individual")
    [told] = get(client, "/findings")["items"]
    assert told == get(client, f"/findings/{told['id']}")
    assert (told["effect"], told["standardError"]) == (0.2, 0.1)
    assert (told["ciLow"], told["ciHigh"]) == pytest.approx((0.004, 0.396), abs=0.001)
    assert told["study"]["id"] == str(evaluation.public_id)
    assert told["study"]["design"] == "rct-individual"
    assert [each["id"] for each in told["cases"]] == [str(case.public_id)]


def test_findings_are_chosen_as_on_the_page(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, findings=[effect(0.1)], design="rct-individual", period_start=2020)
    builders.evaluation(case, findings=[effect(0.3, outcome="houding")], period_start=2010)
    builders.evaluation(case, findings=[builders.finding()], period_start=2010)

    def effects(parameters: str) -> list[float | None]:
        return [each["effect"] for each in walk(client, f"/findings?{parameters}&limit=1")]

    assert effects("outcome=houding") == [0.3]
    assert effects("design=rct-individual") == [0.1]
    assert effects("effect=yes") == [0.1, 0.3]
    assert effects("from=2015") == [0.1]
    assert effects("until=2015") == [0.3, None]
    assert effects("type=centraal-aanmelden") == []


def test_evaluations_are_chosen_with_and_without_findings(
    client: Client, case: CaseStudyPage
) -> None:
    builders.evaluation(case, title="Interviews", design="qualitative", period_start=2010)
    builders.evaluation(case, title="Toets", findings=[effect(outcome="houding")])

    def titles(parameters: str) -> list[str]:
        return [each["title"] for each in walk(client, f"/evaluations?{parameters}&limit=1")]

    assert titles("type=vriendschapsschool") == ["Interviews", "Toets"]
    assert titles("design=qualitative") == ["Interviews"]
    assert titles("until=2015") == ["Interviews"]
    assert titles("outcome=houding") == ["Toets"]
    assert titles("outcome=houding&design=qualitative") == []
    assert titles("effect=yes") == ["Toets"]


def test_terms_have_both_names_and_a_page(client: Client) -> None:
    kinds = {each["slug"]: each for each in get(client, "/types")["items"]}
    kind = kinds["centraal-aanmelden"]
    assert kind == get(client, "/types/centraal-aanmelden")
    assert (kind["name"], kind["nameEn"]) == ("Centraal aanmelden", "Central enrolment")
    assert kind["page"] == "http://testserver/aanpak/centraal-aanmelden/"
    outcomes = {each["slug"]: each for each in get(client, "/outcomes")["items"]}
    assert outcomes["leerprestaties"] == get(client, "/outcomes/leerprestaties")
    assert outcomes["leerprestaties"]["measuresAttainment"]


def test_a_partner(client: Client, owner: PartnerPage) -> None:
    [told] = get(client, "/partners")["items"]
    assert told == get(client, f"/partners/{owner.public_id}")
    assert told["name"] == owner.title
    assert told["municipality"] == {"code": "0268", "name": "Nijmegen"}


def test_what_is_not_public_is_nowhere(client: Client, owner: PartnerPage) -> None:
    hidden = builders.partner("Stichting Verborgen")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    inside = builders.case(hidden, "Binnen")
    draft = builders.case(owner, "Concept", live=False)
    shown = builders.case(owner, "Te zien")
    for of, live in ((inside, True), (draft, True), (shown, False)):
        builders.evaluation(of, findings=[effect()], title=f"Over {of.title}", live=live)
    also = builders.evaluation(shown, "works", title="Getoond")
    also.further_cases.set([FurtherCase(case=inside)])
    also.save_revision().publish()

    assert [each["title"] for each in get(client, "/cases")["items"]] == ["Te zien"]
    assert [each["title"] for each in get(client, "/evaluations")["items"]] == ["Getoond"]
    assert get(client, "/findings")["items"] == []
    assert [each["name"] for each in get(client, "/partners")["items"]] == [owner.title]
    assert [each["title"] for each in get(client, "/evaluations")["items"][0]["cases"]] == [
        "Te zien"
    ]
    for page in (hidden, inside, draft):
        name = "partners" if isinstance(page, PartnerPage) else "cases"
        problem(client, f"/{name}/{page.public_id}", 404)
    for evaluation in EvaluationPage.objects.exclude(pk=also.pk):
        problem(client, f"/evaluations/{evaluation.public_id}", 404)
        for finding in evaluation.findings.all():
            problem(client, f"/findings/{finding.pk}", 404)


def test_examples_come_on_request_only(client: Client, case: CaseStudyPage) -> None:
    example = builders.evaluation(case, findings=[effect()])
    EvaluationPage.objects.filter(pk=example.pk).update(is_example=True)
    for name in ("evaluations", "findings"):
        assert get(client, f"/{name}")["items"] == []
        [told] = get(client, f"/{name}?collection=examples")["items"]
        assert told.get("study", told)["isExample"]


def test_no_contact_person_is_told(client: Client) -> None:
    details: dict[str, Any] = {
        "contact_name": "Robin Voorbeeld",
        "contact_email": "robin@partner.example",
        "contact_phone": "024 123 45 67",
        "contact_consent_on": "2024-01-01",
    }
    owner = builders.partner(**details)
    case = builders.case(owner, **details)
    for path in ("/cases", f"/cases/{case.public_id}", "/partners", f"/partners/{owner.public_id}"):
        content = client.get(BASE + path).content
        for secret in (b"Robin", b"robin@", b"024 123"):
            assert secret not in content


def test_counts_under_ten_are_told_nowhere(client: Client, owner: PartnerPage) -> None:
    case = builders.case(owner, pupils_reached=7)
    small = builders.finding(
        data="before-after", share_before=57, share_after=68, n_before=12, n_after=300
    )
    builders.evaluation(case, findings=[small], design="before-after", pupils=8)
    assert get(client, "/cases")["items"][0]["pupilsReached"] is None
    [evaluation] = get(client, "/evaluations")["items"]
    assert evaluation["pupils"] is None
    [finding] = get(client, "/findings")["items"]
    assert finding["noEffectBecause"] == "small-counts"
    assert (finding["shareBefore"], finding["shareAfter"]) == (None, None)


def test_a_share_before_and_after_has_no_effect_size(client: Client, case: CaseStudyPage) -> None:
    share = builders.finding(data="before-after", share_before=57, share_after=68)
    builders.evaluation(case, findings=[share], design="before-after")
    [told] = get(client, "/findings")["items"]
    assert (told["shareBefore"], told["shareAfter"], told["effect"]) == (57, 68, None)
    assert told["noEffectBecause"] == "no-comparison"
