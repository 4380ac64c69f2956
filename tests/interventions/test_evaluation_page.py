"""What readers see of an evaluation: its findings with their certainty, and who recognised it."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from demo.loading import load_partners_and_cases
from interventions.models import (
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationPage,
    EvaluationReview,
    EvaluationSource,
    Recognition,
    ResearchIndexPage,
)
from tests import builders
from tests.forms import soup

pytestmark = pytest.mark.slow

EVENTS: dict[str, Any] = {"data": "events", "events_t": 135, "n_t": 150, "events_c": 40, "n_c": 50}


@pytest.fixture
def case(site: object) -> CaseStudyPage:
    return builders.case(builders.partner())


def rows(client: Client, evaluation: EvaluationPage) -> list[str]:
    page = soup(client.get(evaluation.url))
    return [" ".join(row.get_text(" ").split()) for row in page.select(".findings tbody tr")]


def test_each_finding_shows_its_effect_with_error_and_interval(
    client: Client, case: CaseStudyPage
) -> None:
    finding = builders.finding(time_point_months=12, subgroup="meisjes", **EVENTS)
    [row] = rows(client, builders.evaluation(case, findings=[finding]))
    for text in ("Toets", "Plaatsing", "meisjes", "na 12 maanden", "150 + 50", "0,49", "0,27",
                 "-0,04 tot 1,02"):  # fmt: skip
        assert text in row


def test_a_share_before_and_after_is_shown_and_never_an_effect(
    client: Client, site: object
) -> None:
    call_command("import_municipalities", verbosity=0)
    list(load_partners_and_cases(builders.home()))
    [row] = rows(client, EvaluationPage.objects.get(slug="naar-school-in-het-eigen-stadsdeel"))
    assert "57% → 68%" in row
    assert "er is geen groep om mee te vergelijken" in row


def test_months_of_progress_are_told_of_learning_results_only(
    client: Client, case: CaseStudyPage
) -> None:
    placed, learned = (
        rows(client, builders.evaluation(case, findings=[builders.finding(outcome, **EVENTS)]))[0]
        for outcome in ("plaatsing", "leerprestaties")
    )
    assert "6 maanden meer leerwinst" in learned
    assert "maanden" not in placed


def test_a_count_under_10_is_told_nobody_unless_the_study_is_published(
    client: Client, case: CaseStudyPage
) -> None:
    few = {**EVENTS, "events_c": 44}  # so that 6 did not
    evaluation = builders.evaluation(case, findings=[builders.finding(**few)])
    [row] = rows(client, evaluation)
    assert "lager dan 10" in row
    assert not any(figure in row for figure in ("150", "50", "0,4"))
    assert evaluation.findings.get().effect is None

    evaluation.sources.set([EvaluationSource(title="Artikel", doi="10.1000/182")])
    evaluation.save_revision().publish()
    [row] = rows(client, evaluation)
    assert "150 + 50" in row


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_a_number_of_pupils_under_10_is_told_on_no_page(client: Client) -> None:
    case = builders.case(builders.partner(), pupils_reached=7)
    evaluation = builders.evaluation(case, pupils=8, schools=2)
    on_case, on_evaluation = (soup(client.get(page.url)).get_text() for page in (case, evaluation))
    assert on_case.count("minder dan 10 leerlingen") == 2  # reached, and in its evaluation
    assert "minder dan 10 leerlingen, 2 scholen" in on_evaluation
    assert not any(text in on_case + on_evaluation for text in ("7 leerlingen", "8 leerlingen"))


def test_a_recognition_is_told_with_its_source_and_date(
    client: Client, case: CaseStudyPage
) -> None:
    evaluation = builders.evaluation(case)
    evaluation.recognitions.set([
        Recognition(organisation="Instituut Voorbeeld", level="Goed onderbouwd",
                    url="https://instituut.example/", date=date(2023, 5, 1)),
    ])  # fmt: skip
    evaluation.authors.set([EvaluationAuthor(name="R. Voorbeeld", orcid="0000-0002-1825-0097")])
    evaluation.save_revision().publish()

    page = soup(client.get(evaluation.url))
    text = page.get_text()
    assert "Goed onderbouwd" in text
    assert "1 mei 2023" in text
    assert page.select('a[href="https://instituut.example/"]')
    assert page.select('a[href="https://orcid.org/0000-0002-1825-0097"]')


def test_a_study_of_practice_elsewhere_hangs_under_the_research_index(
    client: Client, site: object
) -> None:
    index = ResearchIndexPage.objects.get()
    assert "0 onderzoeken" in client.get(index.url).text
    study = builders.evaluation(index, title="Een studie van elders")
    builders.evaluation(index, title="Nog niet af", live=False)

    assert study.case is None
    assert client.get(study.url).status_code == 200
    listed = soup(client.get(index.url))
    assert [link.get_text() for link in listed.select(".evaluation__title a")] == [study.title]
    assert "u ziet de eerste" in client.get(f"{index.url}?page=abc").text


TRIAL: dict[str, Any] = {
    "design": "rct-individual", "attrition_overall": 5.0, "attrition_differential": 1.0,
    "independence": "independent",
}  # fmt: skip
LARGE: dict[str, Any] = {
    "data": "effect", "reported_metric": "smd", "reported_effect": 0.4, "reported_se": 0.1,
    "time_point_months": 24, "role": "confirmatory",
}  # fmt: skip


def known(client: Client, address: str) -> str:
    [section] = soup(client.get(address)).select(".judged")
    return " ".join(section.get_text(" ").split())


def test_a_case_says_what_is_known_how_sure_and_what_would_tell_more(
    client: Client, case: CaseStudyPage
) -> None:
    evaluation = builders.evaluation(case, "works", findings=[builders.finding(**LARGE)], **TRIAL)
    for address in (case.url, evaluation.url):
        told = known(client, address)
        for text in ("Het werkt. Het verschil is groter dan toeval verklaart.", "Sterk bewijs",
                     "24 maanden", "Herhaal het op een andere plek."):  # fmt: skip
            assert text in told
    assert (evaluation.maryland_level, evaluation.wwc_rating) == (5, "meets-without-reservations")


def test_what_ran_too_short_says_nothing_and_says_so(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, "inconclusive", inconclusive_reason="ran-too-short")
    assert "Het onderzoek liep te kort om iets te kunnen zeggen." in known(client, case.url)


def test_a_conclusion_that_its_figures_contradict_gets_no_verdict(
    client: Client, case: CaseStudyPage
) -> None:
    finding = builders.finding(**{**LARGE, "direction": "lower"})
    evaluation = builders.evaluation(case, "works", findings=[finding], **TRIAL)
    assert "Geen oordeel" in known(client, evaluation.url)


def test_a_rating_shows_its_rule_and_inputs_and_a_reviewer_can_give_another(
    client: Client, case: CaseStudyPage
) -> None:
    evaluation = builders.evaluation(case, "works", findings=[builders.finding(**LARGE)], **TRIAL)
    text = " ".join(soup(client.get(evaluation.url)).get_text(" ").split())
    assert "niveau 5 van 5 : het lot bepaalde wie meedeed" in text.replace("5:", "5 :")
    assert "Uitval: laag" in text

    EvaluationReview.objects.create(
        evaluation=evaluation, subject="maryland", kind="override", value="2",
        reason="De loting is niet gevolgd.", reviewer_name="R. Beoordelaar",
    )  # fmt: skip
    evaluation.save_revision().publish()

    text = " ".join(soup(client.get(evaluation.url)).get_text(" ").split())
    assert "niveau 2 van 5" in text
    assert "R. Beoordelaar" in text
    assert "De loting is niet gevolgd." in text
    assert EvaluationPage.objects.get().verdict == "inconclusive"
