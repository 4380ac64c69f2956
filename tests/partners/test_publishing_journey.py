"""From an empty form to a page that everybody can read: what an author and a moderator do for it."""

import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment

from interventions.models import CaseStudyPage, InterventionType, Sector
from partners.models import PartnerPage
from tests import builders
from tests.admin import TICKED, address, address_to_add, approve, error_at, message_of, write
from tests.forms import filled_in, soup
from tests.postbox import waiting_for

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

TITLE = "Samen fietsen naar school"


def required_answers() -> dict[str, object]:
    """The five fields that an author has to fill in."""
    return {
        "title": TITLE,
        "summary": "Kinderen fietsen samen naar school.",
        "intervention_types": [InterventionType.objects.get(slug="vriendschapsschool").pk],
        "procedure": "Vraag ouders wie mee wil.\nMaak groepen.",
        "sectors": [Sector.objects.get(slug="po").pk],
    }


def new_case(partner: PartnerPage) -> str:
    return address_to_add(CaseStudyPage, partner)


def the_case() -> CaseStudyPage:
    case: CaseStudyPage = CaseStudyPage.objects.get()
    return case


@pytest.fixture
def draft(partner: PartnerPage, author: Client) -> CaseStudyPage:
    writer = partner.workspace.authors.user_set.get()
    return builders.case(partner, TITLE, live=False, owner=writer)


@pytest.fixture
def handed_in(draft: CaseStudyPage) -> CaseStudyPage:
    draft.get_workflow().start(draft, draft.owner)
    return the_case()


def places_where_it_may_stand(partner: PartnerPage) -> list[str]:
    return ["/", "/interventies/", f"/interventies/?q={TITLE}", partner.url, "/sitemap.xml"]


def test_five_answers_make_a_draft_that_no_visitor_sees(
    partner: PartnerPage, author: Client, client: Client
) -> None:
    answer = write(author, new_case(partner), **required_answers())

    case = the_case()
    assert answer["Location"] == address("edit", case)
    assert not case.live
    assert client.get(case.url).status_code == 404
    for place in places_where_it_may_stand(partner):
        assert "Kinderen fietsen samen" not in client.get(place).text, place


def test_what_is_missing_is_asked_for_and_what_is_typed_stays(
    partner: PartnerPage, author: Client
) -> None:
    answers = {**required_answers(), "lessons": "Begin klein."}
    complete = filled_in(author.get(new_case(partner)), **answers, action__submit="1")
    for name in required_answers():
        typed = complete.copy()
        del typed[name]

        refused = author.post(new_case(partner), typed)

        assert error_at(refused, name), name
        again = filled_in(refused)
        assert {other: _lines(again, other) for other in answers.keys() - {name}} == {
            other: _lines(complete, other) for other in answers.keys() - {name}
        }
    assert not CaseStudyPage.objects.exists()


def _lines(form: QueryDict, field: str) -> list[str]:
    """What stands in a field, whatever ends its lines: a browser sends CR LF, and shows LF."""
    return [str(value).replace("\r\n", "\n") for value in form.getlist(field)]


def test_a_draft_may_wait_for_answers_but_not_for_a_title(
    partner: PartnerPage, author: Client
) -> None:
    refused = write(author, new_case(partner), summary="Nog geen naam.")
    assert error_at(refused, "title")
    assert not CaseStudyPage.objects.exists()

    assert write(author, new_case(partner), title=TITLE).status_code == 302
    assert not the_case().live


def test_a_preview_shows_what_is_typed_before_it_is_saved(
    partner: PartnerPage, author: Client, client: Client
) -> None:
    preview = address_to_add(CaseStudyPage, partner, "preview_on_add")
    typed = filled_in(author.get(new_case(partner)), **required_answers())

    assert author.post(preview, typed).json() == {"is_valid": True, "is_available": True}
    shown = author.get(preview).text

    assert TITLE in shown
    assert "Vraag ouders wie mee wil." in shown
    assert InterventionType.objects.get(slug="vriendschapsschool").name in shown
    assert not CaseStudyPage.objects.exists()


def test_a_preview_shows_changes_that_are_not_saved(draft: CaseStudyPage, author: Client) -> None:
    preview = address("preview_on_edit", draft)
    author.post(preview, filled_in(author.get(address("edit", draft)), goal="Elkaar leren kennen."))

    assert "Elkaar leren kennen." in author.get(preview).text
    assert the_case().goal == ""
    assert "Elkaar leren kennen." not in author.get(address("view_draft", draft)).text


def comment(known: int, **values: str) -> dict[str, str]:
    """Return what the script of the form sends of one comment; ``known``: how many there were."""
    row = {
        "id": "", "contentpath": "summary", "position": "", "resolved": "", "DELETE": "",
        "replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0", "replies-MIN_NUM_FORMS": "0",
        "replies-MAX_NUM_FORMS": "", **values,
    }  # fmt: skip
    management = {"TOTAL_FORMS": "1", "INITIAL_FORMS": str(known), "MIN_NUM_FORMS": "0"}
    return {
        **{f"comments-{name}": value for name, value in management.items()},
        **{f"comments-0-{name}": value for name, value in row.items()},
    }


def test_author_and_moderator_talk_in_the_margin(
    handed_in: CaseStudyPage, author: Client, moderator: Client
) -> None:
    edit = address("edit", handed_in)

    form = filled_in(moderator.get(edit))
    form.update(comment(0, text="Welke kinderen?"))
    moderator.post(edit, form)

    [asked] = Comment.objects.all()
    assert "Welke kinderen?" in str(soup(author.get(edit)).select_one("#comments-data"))
    moderator.post(
        address("workflow_action", handed_in, "reject", _state(handed_in).pk),
        {"comment": "Zie de opmerking."},
    )

    form = filled_in(author.get(edit))
    reply = {"replies-TOTAL_FORMS": "1", "replies-0-id": "", "replies-0-text": "Die van groep 3.",
             "replies-0-DELETE": ""}  # fmt: skip
    form.update(comment(1, id=str(asked.pk), text=asked.text, resolved="on", **reply))
    author.post(edit, form)

    asked.refresh_from_db()
    assert [reply.text for reply in asked.replies.all()] == ["Die van groep 3."]
    assert asked.resolved_by.username == "author"


def _state(case: CaseStudyPage) -> Any:
    """The step of the workflow that a case is in."""
    return CaseStudyPage.objects.get(pk=case.pk).current_workflow_task_state


def test_who_hands_in_waits_for_the_moderators(
    draft: CaseStudyPage, author: Client, moderator: Client, client: Client
) -> None:
    answer = write(author, address("edit", draft), action__submit="1")

    assert answer.status_code == 302
    assert TITLE in message_of(author.get(answer["Location"]))
    assert client.get(draft.url).status_code == 404
    assert len(waiting_for("moderator@example.org")) == 1
    assert address("edit", draft) in moderator.get("/beheer/").text
    write(author, address("edit", draft), summary="Toch anders.")
    assert the_case().get_latest_revision_as_object().summary != "Toch anders."


def asking_for_changes(case: CaseStudyPage) -> dict[str, Any]:
    """The ways in which a moderator can send a case back; each takes what was given as reason."""
    act = address("workflow_action", case, "reject", _state(case).pk)
    edit = address("edit", case)

    def in_the_list(moderator: Client, reason: dict[str, str]) -> Any:
        return moderator.post(act, reason)

    def in_a_dialog(moderator: Client, reason: dict[str, str]) -> Any:
        return moderator.post(act, reason, headers={"x-requested-with": "XMLHttpRequest"})

    def with_the_edit_form(moderator: Client, reason: dict[str, str]) -> Any:
        form = filled_in(moderator.get(edit))
        form.update({"action-workflow-action": "1", "workflow-action-name": "reject",
                     "workflow-action-extra-data": json.dumps(reason)})  # fmt: skip
        return moderator.post(edit, form)

    return {each.__name__: each for each in (in_the_list, in_a_dialog, with_the_edit_form)}


WAYS = ["in_the_list", "in_a_dialog", "with_the_edit_form"]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_sent_back_without_a_reason(
    handed_in: CaseStudyPage, moderator: Client, way: str
) -> None:
    """Whatever is posted by hand: the form itself asks for it."""
    moderator.raise_request_exception = False
    for reason in ({}, {"comment": ""}, {"comment": "  "}):
        asking_for_changes(handed_in)[way](moderator, reason)
        assert the_case().workflow_in_progress


@pytest.mark.parametrize("sent", ["{", "[]", "3", '{"user": 1}', '{"comment": "Ja", "x": "y"}'])
def test_a_hand_made_action_is_refused(
    handed_in: CaseStudyPage, moderator: Client, sent: str
) -> None:
    form = filled_in(moderator.get(address("edit", handed_in)))
    form.update({"action-workflow-action": "1", "workflow-action-name": "reject",
                 "workflow-action-extra-data": sent})  # fmt: skip
    assert moderator.post(address("edit", handed_in), form).status_code == 400
    assert the_case().workflow_in_progress


@pytest.mark.parametrize("way", WAYS)
def test_an_author_who_is_sent_back_reads_why(
    handed_in: CaseStudyPage, author: Client, moderator: Client, way: str
) -> None:
    asking_for_changes(handed_in)[way](moderator, {"comment": "Hoeveel kinderen zijn het?"})

    assert not the_case().workflow_in_progress
    assert not the_case().live
    [letter] = waiting_for("author@example.org")
    assert "Hoeveel kinderen zijn het?" in letter.body
    assert "Hoeveel kinderen zijn het?" in author.get(address("history", handed_in)).text


def approving(case: CaseStudyPage) -> dict[str, Any]:
    """The ways in which a moderator can approve a case; each takes what was ticked."""
    act = address("workflow_action", case, "approve", _state(case).pk)

    def with_the_edit_form(moderator: Client, ticked: dict[str, str]) -> Any:
        form = filled_in(moderator.get(address("edit", case)))
        form.update({"action-workflow-action": "1", "workflow-action-name": "approve",
                     "workflow-action-extra-data": json.dumps(ticked)})  # fmt: skip
        return moderator.post(address("edit", case), form)

    return {
        "in_a_dialog": lambda moderator, ticked: moderator.post(act, ticked),
        "with_the_edit_form": with_the_edit_form,
    }


@pytest.mark.parametrize("way", ["in_a_dialog", "with_the_edit_form"])
def test_nothing_is_approved_before_all_is_looked_at(
    handed_in: CaseStudyPage, moderator: Client, way: str
) -> None:
    moderator.raise_request_exception = False
    for left_out in TICKED:
        ticked = {name: value for name, value in TICKED.items() if name != left_out}
        approving(handed_in)[way](moderator, ticked)
        assert not the_case().live, left_out

    approving(handed_in)[way](moderator, {**TICKED, "comment": "Mooi voorbeeld."})
    assert the_case().live
    history = soup(moderator.get(address("history", handed_in))).get_text()
    assert "Mooi voorbeeld." in history
    assert "Nagekeken: Geen persoonsgegevens" in history


def test_what_is_changed_and_approved_is_for_everybody_to_read(
    handed_in: CaseStudyPage,
    partner: PartnerPage,
    author: Client,
    moderator: Client,
    client: Client,
) -> None:
    asking_for_changes(handed_in)["in_the_list"](moderator, {"comment": "Hoeveel kinderen?"})
    changed = "Veertig kinderen fietsen samen."
    write(author, address("edit", handed_in), summary=changed, action__submit="1")
    assert the_case().workflow_in_progress

    approve(moderator, handed_in)

    case = the_case()
    assert case.live
    assert changed in client.get(case.url).text
    assert TITLE in client.get("/interventies/").text
    assert TITLE in client.get(partner.url).text
    assert case.url in client.get("/sitemap.xml").text
    permalink = client.get(reverse("permalink", args=[case.public_id]))
    assert permalink["Location"].endswith(case.url)


def test_a_change_to_what_is_live_waits_for_approval_too(
    partner: PartnerPage, author: Client, moderator: Client, client: Client
) -> None:
    writer = partner.workspace.authors.user_set.get()
    case = builders.case(partner, owner=writer)
    write(author, address("edit", case), summary="Nieuwe woorden.", action__submit="1")
    assert "Nieuwe woorden." not in client.get(case.url).text

    approve(moderator, case)

    assert "Nieuwe woorden." in client.get(case.url).text
