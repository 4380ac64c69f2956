"""Studies from a file: looked at, made as drafts, published by a moderator, or taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.imports.models import StudyImport
from interventions.models import EvaluationPage, Finding, ResearchIndexPage
from tests import builders
from tests.admin import address, message_of, signed_in, write
from tests.evidence.imports.files import (
    FULL,
    MEANS,
    STUDY,
    as_csv,
    as_workbook,
    confirm,
    problems,
    take_back,
    upload,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


@pytest.fixture
def researcher(site: Any) -> Client:
    return signed_in(builders.researcher())


@pytest.mark.parametrize(("name", "written"), [("a.csv", as_csv), ("a.xlsx", as_workbook)])
def test_a_study_is_looked_at_and_made_a_draft_that_nobody_sees(
    researcher: Client, client: Client, name: str, written: Any
) -> None:
    preview = upload(researcher, written(FULL), name)

    assert "Samen zwemmen" in preview.text
    assert EvaluationPage.objects.count() == 0

    confirm(researcher)

    page = EvaluationPage.objects.get()
    assert not page.live
    assert page.get_parent().specific == ResearchIndexPage.objects.get()
    assert page.owner.username == "researcher"
    # Normand 1999, the first of the published values.
    finding = page.findings.get()
    assert (round(finding.effect, 4), round(finding.effect_se**2, 4)) == (-0.3552, 0.0131)
    assert client.get(page.url).status_code == 404
    assert "Samen zwemmen" not in client.get("/onderzoek/").text


def test_what_is_uploaded_is_kept_no_longer_than_until_it_is_made(researcher: Client) -> None:
    upload(researcher, as_csv(FULL))
    assert StudyImport.objects.get().content

    confirm(researcher)

    record = StudyImport.objects.get()
    assert not record.content
    assert (record.study_count, record.finding_count) == (1, 1)


def test_a_moderator_publishes_what_a_researcher_brought_in(
    researcher: Client, client: Client
) -> None:
    upload(researcher, as_csv(FULL))
    confirm(researcher)
    page = EvaluationPage.objects.get()

    write(signed_in(builders.moderator()), address("edit", page), action__publish="1")

    assert "Samen zwemmen" in client.get(page.url).text


def test_rows_of_one_study_become_its_findings(researcher: Client) -> None:
    other = {**MEANS, "finding_measure": "Ontmoetingen"}
    rows = [
        {**FULL, "study_id": "a"},
        {"study_id": "a", **other},
        {**STUDY, "study_id": "b", "study_title": "Zonder cijfers"},
    ]
    upload(researcher, as_csv(*rows))
    confirm(researcher)

    found = {page.title: page.findings.count() for page in EvaluationPage.objects.all()}
    assert found == {"Samen zwemmen": 2, "Zonder cijfers": 0}


def test_a_study_of_a_case_becomes_an_evaluation_of_it(site: Any) -> None:
    partner = builders.partner()
    case = builders.case(partner)
    author = signed_in(builders.author(partner))
    upload(author, as_csv({**FULL, "intervention_case": case.permalink}))
    confirm(author)

    assert EvaluationPage.objects.get().case == case


def test_everything_that_a_study_says_arrives(researcher: Client) -> None:
    row = {
        **FULL,
        "intervention_types": "vriendschapsschool; monitoring",
        "study_design": "rct-cluster",
        "study_measured_before": "ja",
        "study_assignment_unit": "class",
        "study_clusters_t": 6, "study_clusters_c": 7, "study_icc": "0,1",
        "study_family": "zwemmen", "study_authors": "De Vries, A.; Bakker, B.",
        "source_doi": "10.1000/182", "source_year": 2019,
        "recognition_organisation": "NJi", "recognition_level": "Eerste aanwijzingen",
        "recognition_url": "https://example.org/a", "recognition_date": "2020-03-01",
        "finding_clustering": "ignored", "finding_months": 12, "finding_role": "confirmatory",
    }  # fmt: skip
    upload(researcher, as_csv(row))
    confirm(researcher)

    page = EvaluationPage.objects.get()
    assert sorted(term.slug for term in page.intervention_types.all()) == [
        "monitoring", "vriendschapsschool",
    ]  # fmt: skip
    assert (page.measured_before, page.icc, page.study_family) == (True, 0.1, "zwemmen")
    assert [author.name for author in page.authors.all()] == ["De Vries, A.", "Bakker, B."]
    source = page.sources.get()
    assert (source.title, source.doi, source.year) == ("Samen zwemmen", "10.1000/182", 2019)
    assert page.recognitions.get().date.year == 2020
    finding = page.findings.get()
    assert (finding.time_point_months, finding.role) == (12, "confirmatory")
    assert page.get_latest_revision_as_object().findings.get().measure == "Aantal vrienden"


def test_small_counts_of_pupils_stay_hidden_as_they_do_when_they_are_typed(
    researcher: Client,
) -> None:
    upload(researcher, as_csv({**FULL, "finding_n_t": 8}))
    confirm(researcher)

    finding = Finding.objects.get()
    assert (finding.is_suppressed, finding.effect, finding.no_effect_because) == (
        True, None, "small-counts",
    )  # fmt: skip


def test_an_import_is_taken_back_as_a_whole(researcher: Client) -> None:
    upload(researcher, as_csv(FULL, {**FULL, "study_title": "Samen eten"}))
    confirm(researcher)

    take_back(researcher)

    assert not EvaluationPage.objects.exists()
    assert not Finding.objects.exists()
    assert StudyImport.objects.get().undone_by == "researcher"


def test_what_was_edited_since_is_not_taken_back_and_neither_is_the_rest(
    researcher: Client,
) -> None:
    upload(researcher, as_csv(FULL, {**FULL, "study_title": "Samen eten"}))
    confirm(researcher)
    edited = EvaluationPage.objects.get(title="Samen eten")
    write(researcher, address("edit", edited), sample="Alle scholen.")

    refused = take_back(researcher)

    assert "“Samen eten”" in message_of(refused)
    assert EvaluationPage.objects.count() == 2


@pytest.mark.parametrize("button", ["action__publish", "action__submit"])
def test_what_was_published_or_handed_in_is_not_taken_back(researcher: Client, button: str) -> None:
    upload(researcher, as_csv(FULL))
    confirm(researcher)
    moderator = signed_in(builders.moderator())
    write(moderator, address("edit", EvaluationPage.objects.get()), **{button: "1"})

    assert "“Samen zwemmen”" in message_of(take_back(moderator))
    assert EvaluationPage.objects.exists()


def test_what_was_published_unchanged_is_not_taken_back(researcher: Client) -> None:
    upload(researcher, as_csv(FULL))
    confirm(researcher)
    EvaluationPage.objects.get().get_latest_revision().publish()  # as a bulk action does
    take_back(signed_in(builders.moderator()))

    assert EvaluationPage.objects.get().live


def test_what_a_moderator_checked_is_not_taken_back(researcher: Client) -> None:
    upload(researcher, as_csv(FULL))
    confirm(researcher)
    page, moderator = EvaluationPage.objects.get(), signed_in(builders.moderator())
    answers = {"subject": "design", "kind": "verified", "value": "", "reason": ""}
    moderator.post(reverse("evaluation_review", args=[page.pk]), answers)
    assert page.reviews.exists()

    assert "“Samen zwemmen”" in message_of(take_back(moderator))
    assert EvaluationPage.objects.exists()


def test_what_was_deleted_since_stands_in_the_way_of_nothing(researcher: Client) -> None:
    upload(researcher, as_csv(FULL, {**FULL, "study_title": "Samen eten"}))
    confirm(researcher)
    EvaluationPage.objects.get(title="Samen eten").delete()

    take_back(researcher)

    assert not EvaluationPage.objects.exists()


def test_twice_pressed_makes_it_once(researcher: Client) -> None:
    upload(researcher, as_csv(FULL))
    confirm(researcher)

    researcher.post(reverse("study_imports:carry_out", args=[StudyImport.objects.get().pk]))

    assert EvaluationPage.objects.count() == 1


def test_a_file_that_is_cancelled_is_gone(researcher: Client) -> None:
    upload(researcher, as_csv(FULL))
    researcher.post(reverse("study_imports:cancel", args=[StudyImport.objects.get().pk]))

    assert not StudyImport.objects.exists()


def test_an_upload_takes_the_place_of_the_one_that_waited(researcher: Client) -> None:
    upload(researcher, as_csv({**FULL, "study_title": "Eerst"}))
    upload(researcher, as_csv(FULL))

    assert StudyImport.objects.count() == 1
    assert "Samen zwemmen" in researcher.get(StudyImport.objects.get().get_absolute_url()).text


def test_a_study_that_is_here_already_is_pointed_out(researcher: Client) -> None:
    builders.evaluation(ResearchIndexPage.objects.get(), title="Samen zwemmen")

    preview = upload(researcher, as_csv(FULL))

    assert "help-warning" in preview.text
    assert problems(preview) == []
