"""An evaluation of a case, from its empty form to a conclusion that readers see."""

import pytest
from django.test import Client

from interventions.models import CaseStudyPage, EvaluationPage
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, address_to_add, approve, error_at, write
from tests.forms import filled_in

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

ANSWERS = {
    "title": "Drie jaar onderzoek",
    "summary": "We vroegen of kinderen elkaar leerden kennen.",
    "conclusion": "inconclusive",
    "inconclusive_reason": "ran-too-short",
    "design": "process",
}


@pytest.fixture
def case(partner: PartnerPage) -> CaseStudyPage:
    return builders.case(partner)


def test_an_evaluation_is_written_handed_in_and_approved(
    case: CaseStudyPage, author: Client, moderator: Client, client: Client
) -> None:
    add = address_to_add(EvaluationPage, case)
    preview = address_to_add(EvaluationPage, case, "preview_on_add")
    author.post(preview, filled_in(author.get(add), **ANSWERS))
    assert "We vroegen of kinderen" in author.get(preview).text

    write(author, add, **ANSWERS, action__submit="1")

    evaluation = EvaluationPage.objects.get()
    assert client.get(evaluation.url).status_code == 404
    assert "verdict--inconclusive" not in client.get(case.url).text

    review = evaluation.current_workflow_task_state
    moderator.post(address("workflow_action", evaluation, "reject", review.pk), {"comment": "Hoe?"})
    write(author, address("edit", evaluation), sample="Alle scholen.", action__submit="1")
    approve(moderator, evaluation)

    assert "Alle scholen." in client.get(evaluation.url).text
    for page in (case.url, "/interventies/"):
        assert "verdict--inconclusive" in client.get(page).text, page

    moderator.post(address("unpublish", evaluation))
    assert client.get(evaluation.url).status_code == 404
    assert "verdict--inconclusive" not in client.get(case.url).text


def test_a_draft_may_lack_everything_but_its_title(case: CaseStudyPage, author: Client) -> None:
    add = address_to_add(EvaluationPage, case)
    preview = address_to_add(EvaluationPage, case, "preview_on_add")
    author.post(preview, filled_in(author.get(add), title="Later meer"))
    assert "Later meer" in author.get(preview).text

    write(author, add, title="Later meer")

    draft = EvaluationPage.objects.get()
    assert (draft.design, draft.verdict, draft.maryland_level) == ("", "", None)
    assert author.get(address("view_draft", draft)).status_code == 200


@pytest.mark.parametrize(
    "name", ["title", "summary", "conclusion", "inconclusive_reason", "design"]
)
def test_what_is_missing_is_asked_for_at_its_field(
    case: CaseStudyPage, author: Client, name: str
) -> None:
    add = address_to_add(EvaluationPage, case)

    refused = write(author, add, **{**ANSWERS, name: ""}, action__submit="1")

    assert error_at(refused, name)
    assert filled_in(refused)["summary"] == ("" if name == "summary" else ANSWERS["summary"])
    assert not EvaluationPage.objects.exists()


def test_side_effects_that_were_seen_are_asked_for_and_nothing_typed_is_lost(
    case: CaseStudyPage, author: Client
) -> None:
    add = address_to_add(EvaluationPage, case)

    refused = write(author, add, **ANSWERS, side_effects_looked_for="seen", action__submit="1")

    assert error_at(refused, "side_effects") == "Schrijf op welke neveneffecten zijn gezien."
    kept = filled_in(refused)
    assert (kept["side_effects_looked_for"], kept["summary"]) == ("seen", ANSWERS["summary"])
    assert not EvaluationPage.objects.exists()

    write(author, add, **ANSWERS, side_effects_looked_for="seen")
    draft = EvaluationPage.objects.get()
    assert draft.side_effects_looked_for == "seen", "a draft may say later which"

    text = "Gezinnen vertrokken."
    write(author, address("edit", draft), side_effects=text, action__submit="1")
    draft.refresh_from_db()
    assert draft.current_workflow_state
    assert draft.get_latest_revision_as_object().side_effects == text


def test_who_saw_no_side_effects_need_not_say_how_was_looked(
    case: CaseStudyPage, author: Client
) -> None:
    add = address_to_add(EvaluationPage, case)
    write(author, add, **ANSWERS, side_effects_looked_for="none-seen", action__submit="1")
    assert EvaluationPage.objects.get().current_workflow_state
