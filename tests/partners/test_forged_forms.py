"""What no chooser offers, somebody may post by hand: a thing of another partner, by its number."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from interventions.models import CaseStudyPage, EvaluationPage
from tests import builders
from tests.admin import address, address_to_add, signed_in
from tests.forms import filled_in
from tests.partners.coalition import SECRET, Member, member

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

#: What a form is given by hand, by what it tries to get at.
Forgery = Callable[[Member], dict[str, str]]


def block(kind: str, **values: str) -> dict[str, str]:
    """Return what the edit form sends of a story of one block."""
    row = {"type": kind, "order": "0", "deleted": "", "id": "", **values}
    return {"story-count": "1", **{f"story-0-{name}": value for name, value in row.items()}}


def link_to(page: Any) -> str:
    """Return what the text editor sends of a text with a link to a page."""
    return json.dumps({
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": page.pk}}},
        "blocks": [{"key": "aaaaa", "type": "unstyled", "text": "Zie hier", "depth": 0,
                    "inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 3, "key": 0}]}],
    })  # fmt: skip


OF_A_CASE: dict[str, Forgery] = {
    "picture": lambda other: {"lead_image": str(other.picture.pk)},
    "picture in the story": lambda other: block("image", **{"value-image": str(other.picture.pk),
                                                            "value-caption": ""}),
    "picture in a story that is refused": lambda other: block(
        "image", **{"value-image": str(other.picture.pk), "value-caption": "te lang" * 100}),
    "document in the story": lambda other: block(
        "document", **{"value-document": str(other.document.pk), "value-description": ""}),
    "link in the story": lambda other: block("paragraph", value=link_to(other.draft)),
}  # fmt: skip


@pytest.fixture
def own(site: Any) -> Member:
    return member("a", mark="eigen")


@pytest.fixture
def other(site: Any) -> Member:
    return member("b")


def told(answer: Any) -> str:
    messages = [str(message) for message in get_messages(answer.wsgi_request)]
    return " ".join([answer.text, answer.headers.get("Location", ""), *messages])


def post_by_hand(client: Client, form_at: str, forgery: dict[str, str], *to: str) -> list[Any]:
    """Send a form with what was put into it by hand to each of these addresses."""
    form = filled_in(client.get(form_at))
    form.update(forgery)
    for name, value in forgery.items():
        form[name] = value
    by_script = {"accept": "application/json"}
    return [
        *(client.post(each, form) for each in (form_at, *to)),
        client.post(form_at, form, headers=by_script),
        *(client.get(each) for each in to),
        client.get(form_at),
    ]


@pytest.mark.parametrize("forgery", OF_A_CASE.values(), ids=OF_A_CASE)
def test_a_case_takes_nothing_of_another_partner(
    own: Member, other: Member, forgery: Forgery
) -> None:
    author, edit = signed_in(own.author), address("edit", own.draft)
    before = own.draft.revisions.count()

    answers = post_by_hand(author, edit, forgery(other), address("preview_on_edit", own.draft))

    assert [told(each) for each in answers if SECRET in told(each)] == []
    assert own.draft.revisions.count() == before


def test_a_new_case_takes_nothing_of_another_partner_either(own: Member, other: Member) -> None:
    author, add = signed_in(own.author), address_to_add(CaseStudyPage, own.partner)
    before = CaseStudyPage.objects.count()

    answers = post_by_hand(author, add, {"title": "Nieuw", "lead_image": str(other.picture.pk)})

    assert [told(each) for each in answers if SECRET in told(each)] == []
    assert CaseStudyPage.objects.count() == before


def test_a_partner_takes_no_logo_of_another(own: Member, other: Member) -> None:
    editor, edit = signed_in(own.editor), address("edit", own.partner)

    answers = post_by_hand(editor, edit, {"logo": str(other.picture.pk)})

    assert [told(each) for each in answers if SECRET in told(each)] == []
    assert own.partner.get_latest_revision_as_object().logo is None


def about(case: CaseStudyPage) -> dict[str, str]:
    """Return what a form of an evaluation sends of a further case."""
    return {"further_cases-TOTAL_FORMS": "1", "further_cases-0-case": str(case.pk),
            "further_cases-0-id": "", "further_cases-0-ORDER": "1",
            "further_cases-0-DELETE": ""}  # fmt: skip


ANSWERS = {"title": "Onderzoek", "summary": "Wat we vonden.", "slug": "onderzoek",
           "design": "process", "conclusion": "promising"}  # fmt: skip


def test_an_evaluation_is_about_no_draft_of_another_partner(own: Member, other: Member) -> None:
    author, add = signed_in(own.author), address_to_add(EvaluationPage, own.live)
    preview = address_to_add(EvaluationPage, own.live, "preview_on_add")

    answers = post_by_hand(author, add, {**ANSWERS, **about(other.draft)}, preview)

    assert [told(each) for each in answers if SECRET in told(each)] == []
    assert not EvaluationPage.objects.filter(title="Onderzoek").exists()


def test_what_choosers_offer_is_taken(own: Member, other: Member) -> None:
    """One's own pictures, documents and drafts; of others, the cases that all can read."""
    author, edit = signed_in(own.author), address("edit", own.draft)
    form = filled_in(author.get(edit))
    form.update(block("paragraph", value=link_to(own.in_review)))
    form["story-count"], form["lead_image"] = "1", str(own.picture.pk)
    assert author.post(edit, form).status_code == 302
    assert own.draft.revisions.order_by("pk").last().content["lead_image"] == own.picture.pk

    add = address_to_add(EvaluationPage, own.live)
    form = filled_in(author.get(add))
    form.update(about(other.live))
    for name, value in {**ANSWERS, **about(other.live)}.items():
        form[name] = value
    assert author.post(add, form).status_code == 302
    evaluation = EvaluationPage.objects.get(title="Onderzoek")
    assert [row.case for row in evaluation.further_cases.all()] == [other.live]


def test_what_a_moderator_chose_stays_when_an_author_goes_on(own: Member, other: Member) -> None:
    page = own.draft.get_latest_revision_as_object()
    page.lead_image = other.picture
    page.save_revision(user=builders.moderator())

    author, edit = signed_in(own.author), address("edit", own.draft)
    saved = author.post(edit, filled_in(author.get(edit), lessons="Begin klein."))

    assert saved.status_code == 302
    assert own.draft.revisions.order_by("pk").last().content["lessons"] == "Begin klein."


@pytest.mark.parametrize("kind", ["interventions.CaseStudyPage", "interventions.EvaluationPage"])
def test_a_chooser_starts_at_nothing_of_another_partner(site: Any, kind: str) -> None:
    """Wagtail starts where all pages of a kind are; they may all be in one draft."""
    partner = builders.partner(f"{SECRET} partner")
    partner.unpublish()
    for title in ("een", "twee"):
        draft = builders.case(partner, f"{SECRET} {title}", live=False)
    for title in ("drie", "vier"):
        builders.evaluation(draft, title=f"{SECRET} {title}", live=False)

    author = signed_in(builders.author(builders.partner("Partner a")))
    answer = author.get(reverse("wagtailadmin_choose_page"), {"page_type": kind}, follow=True)

    assert answer.status_code == 200
    assert SECRET not in told(answer)
