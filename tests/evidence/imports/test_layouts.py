"""The layout of the What Works Clearinghouse, and lists of references."""

from typing import Any

import pytest
from django.test import Client

from interventions.models import EvaluationPage, Outcome
from tests import builders
from tests.admin import address, error_at, signed_in, write
from tests.evidence.imports.files import Row, as_csv, confirm, problems, refusal, upload
from tests.forms import soup

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

#: Names as in the data dictionary of the export; the figures of one of its rows, with other texts.
WWC: Row = {
    "i_InterventionID": 103, "s_StudyID": 81521, "s_Citation": "Voorbeeld, A. (2013). A study.",
    "s_Study_Design": "Randomized Controlled Trial", "s_Study_Rating": "Meets WWC standards with reservations",
    "s_Publication": "Voorbeelduitgever", "s_Publication_Date": "2013", "s_Study_Page_URL": "/Study/81521",
    "s_Posting_Date": "2/16/2016 11:53:53 AM", "f_FindingID": 98,
    "f_Outcome_Measure": "Holistic measure of reading comprehension", "f_Outcome_Domain": "Academic achievement",
    "f_Period": "", "f_Sample_Description": "Grade 6", "f_Is_Subgroup": "False",
    "f_Outcome_Intervention_SS": "137.0", "f_Outcome_Comparison_SS": "99.0",
    "f_Intervention_Mean": "51.43", "f_Comparison_Mean": "48.02",
    "f_Intervention_Standard_Deviation": "9.82", "f_Comparison_Standard_Deviation": "9.96",
    "f_Effect_Size_WWC": "0.34407350901999", "f_Improvement_Index": "13",
}  # fmt: skip

RIS = """TY  - JOUR
TI  - Vrienden op school: een onderzoek
AU  - Jansen, Anna
AU  - de Vries, Bo
PY  - 2019/03
JO  - Tijdschrift voor Voorbeelden
DO  - https://doi.org/10.1000/182
UR  - https://example.org/artikel
ER  - 

TY  - BOOK
TI  - Vrienden op school: een onderzoek
A1  - Jansen, Anna
PY  - 2020
PB  - Uitgeverij Voorbeeld
ER  - 
"""  # noqa: W291

BIBTEX = r"""
@string{tv = "Tijdschrift voor Voorbeelden"}
@article{jansen2019,
  author = {Jansen, Anna and M{\"u}ller, Bo},
  title = {{V}rienden op school},
  journal = tv,
  year = 2019,
  doi = {10.1000/182}
}
"""


@pytest.fixture
def researcher(site: Any) -> Client:
    return signed_in(builders.researcher())


def test_a_row_of_the_clearinghouse_becomes_a_draft_with_what_it_says(researcher: Client) -> None:
    upload(researcher, as_csv(WWC))
    confirm(researcher)

    page = EvaluationPage.objects.get()
    assert page.title == "Voorbeeld, A. (2013). A study."
    assert (page.design, page.conclusion) == ("", "")
    source = page.sources.get()
    assert (source.url, source.year) == ("https://ies.ed.gov/ncee/wwc/Study/81521", 2013)
    recognition = page.recognitions.get()
    assert recognition.level == "Meets WWC standards with reservations"
    assert recognition.date.isoformat() == "2016-02-16"
    finding = page.findings.get()
    assert finding.outcome == Outcome.objects.get(slug="leerprestaties")
    # What the export itself computes of these means, in its column f_Effect_Size_WWC.
    assert finding.effect == pytest.approx(0.34407350901999, abs=0.0015)
    assert finding.direction == "higher"


def test_where_less_is_better_the_improvement_index_tells(researcher: Client) -> None:
    fights = {
        "f_Intervention_Mean": "1.64", "f_Comparison_Mean": "2.24", "f_Improvement_Index": "8",
        "f_Intervention_Standard_Deviation": "2.41", "f_Comparison_Standard_Deviation": "3.75",
        "f_Effect_Size_WWC": "-0.199569386313801", "finding_outcome": "neveneffecten",
    }  # fmt: skip
    upload(researcher, as_csv({**WWC, **fights}))
    confirm(researcher)

    finding = EvaluationPage.objects.get().findings.get()
    assert finding.direction == "lower"
    assert finding.effect > 0


def test_an_effect_without_its_error_is_kept_and_not_used(researcher: Client) -> None:
    no_means = dict.fromkeys(("f_Intervention_Mean", "f_Comparison_Mean"), "")
    preview = upload(researcher, as_csv({**WWC, **no_means}))
    assert "1 zonder effectgrootte: er ontbreken cijfers" in " ".join(
        soup(preview).get_text().split()
    )
    confirm(researcher)

    finding = EvaluationPage.objects.get().findings.get()
    assert finding.reported_effect == pytest.approx(0.344, abs=0.001)
    assert (finding.effect, finding.no_effect_because) == (None, "incomplete")


def test_clusters_make_it_a_trial_of_clusters_and_widen_the_interval(researcher: Client) -> None:
    clusters = {"f_Intervention_Clusters_SS": "6", "f_Comparison_Clusters_SS": "5"}
    upload(researcher, as_csv({**WWC, **clusters}))
    confirm(researcher)

    page = EvaluationPage.objects.get()
    assert (page.design, page.clusters_t) == ("rct-cluster", 6)
    assert page.findings.get().effect_se > 0.2


def test_a_domain_that_is_no_outcome_here_is_told(researcher: Client) -> None:
    found = problems(upload(researcher, as_csv({**WWC, "f_Outcome_Domain": "Behavior"})))

    assert [(row, column) for row, column, _text in found] == [("2", "f_Outcome_Domain")]
    assert "finding_outcome" in found[0][2]


def test_what_the_export_cannot_say_is_asked_for_at_publishing(researcher: Client) -> None:
    preview = upload(researcher, as_csv(WWC))
    assert "Conclusie" in preview.text
    confirm(researcher)
    page = EvaluationPage.objects.get()

    refused = write(signed_in(builders.moderator()), address("edit", page), action__publish="1")

    assert error_at(refused, "conclusion")
    assert not EvaluationPage.objects.get().live


@pytest.mark.parametrize(("name", "text"), [("a.ris", RIS), ("a.bib", BIBTEX)])
def test_references_become_drafts_with_their_source(
    researcher: Client, name: str, text: str
) -> None:
    upload(researcher, text.encode(), name)
    confirm(researcher)

    page = EvaluationPage.objects.first()
    assert page.title.startswith("Vrienden op school")
    source = page.sources.get()
    assert (source.publisher, source.year, source.doi) == (
        "Tijdschrift voor Voorbeelden", 2019, "10.1000/182",
    )  # fmt: skip
    assert page.authors.first().name == "Jansen, Anna"
    assert page.authors.count() == 2


def test_two_references_with_one_title_are_two_studies(researcher: Client) -> None:
    upload(researcher, RIS.encode("cp1252"), "a.RIS")
    confirm(researcher)

    assert EvaluationPage.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [
        ("a.ris", RIS.replace("ER  - \n", "", 1), "1"),
        ("a.ris", RIS.replace("TI  - Vrienden op school: een onderzoek\n", "", 1), "1"),
        ("a.bib", BIBTEX + BIBTEX[BIBTEX.index("@article") :], "10"),
        ("a.bib", BIBTEX + "@book{x, title = {Zonder einde\n", "10"),
        ("a.bib", BIBTEX.replace("10.1000/182", "geen doi"), "3"),
    ],
)
def test_a_wrong_reference_is_told_with_its_line(
    researcher: Client, name: str, text: str, row: str
) -> None:
    found = problems(upload(researcher, text.encode(), name))

    assert row in {each for each, _column, _text in found}
    assert not EvaluationPage.objects.exists()


@pytest.mark.parametrize("name", ["a.ris", "a.bib"])
@pytest.mark.parametrize("text", ["niets", "TY", "@", "{" * 500, "\0", "\\" * 999])
def test_a_list_without_references_is_refused(researcher: Client, name: str, text: str) -> None:
    answer = upload(researcher, text.encode(), name)

    assert refusal(answer) or problems(answer)
