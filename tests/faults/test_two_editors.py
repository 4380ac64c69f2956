"""Row 32 of the faults: two people on one page, and nothing is lost without somebody saying so."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from interventions.models import CaseStudyPage
from tests import builders
from tests.admin import signed_in
from tests.forms import filled_in, soup

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


@pytest.fixture
def case(site: Any) -> CaseStudyPage:
    return builders.case(builders.partner(), live=False)


@pytest.fixture
def anna(case: CaseStudyPage) -> Client:
    return signed_in(_editor_of(case, "anna"))


@pytest.fixture
def bram(case: CaseStudyPage) -> Client:
    return signed_in(_editor_of(case, "bram"))


def _editor_of(case: CaseStudyPage, name: str) -> User:
    partner = case.get_parent().specific
    return builders.user(name, partner.workspace.editors, first_name=name.capitalize())


def edit_url(case: CaseStudyPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.pk])


def as_script(client: Client, case: CaseStudyPage, form: Any, **more: Any) -> Any:
    """Save as the script of the edit form does by itself, while one types."""
    for name, value in more.items():
        form[name] = value
    return client.post(edit_url(case), form, headers={"accept": "application/json"})


def summary(case: CaseStudyPage) -> str:
    return str(CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().summary)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unasked(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    of_bram = bram.get(edit_url(case))
    anna.post(edit_url(case), filled_in(anna.get(edit_url(case)), summary="Van Anna."))

    typed = filled_in(of_bram, summary="Van Bram.", lessons="Begin eerder.")
    refused = bram.post(edit_url(case), typed)

    assert summary(case) == "Van Anna."
    assert refused.status_code == 200
    assert "Anna" in _message(refused)
    assert filled_in(refused)["summary"] == "Van Bram."
    assert filled_in(refused)["lessons"] == "Begin eerder."

    bram.post(edit_url(case), filled_in(refused))
    assert summary(case) == "Van Bram.", "to save again is to mean it"
    assert case.revisions.filter(content__summary="Van Anna.").exists()


def _message(response: Any) -> str:
    return " ".join(each.get_text(" ") for each in soup(response).select(".messages li"))


def _ways_to_look(response: Any) -> list[str]:
    return [str(link["href"]) for link in soup(response).select(".messages li a")]


def _controllers(response: Any) -> str:
    [form] = soup(response).select("#page-edit-form")
    return str(form["data-controller"])


def test_the_message_leads_to_the_other_version(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    of_bram = bram.get(edit_url(case))
    anna.post(edit_url(case), filled_in(anna.get(edit_url(case)), summary="Van Anna."))

    refused = bram.post(edit_url(case), filled_in(of_bram, summary="Van Bram."))

    compare, version, history = _ways_to_look(refused)
    assert "Van Anna." in soup(bram.get(compare)).get_text()
    assert "Van Anna." in bram.get(version).text
    assert bram.get(history).status_code == 200


def test_no_script_saves_over_it_before_one_has_read_the_message(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    of_bram = bram.get(edit_url(case))
    assert "w-autosave" in _controllers(of_bram)
    anna.post(edit_url(case), filled_in(anna.get(edit_url(case)), summary="Van Anna."))

    automatic = as_script(bram, case, filled_in(of_bram, summary="Van Bram."))
    refused = bram.post(edit_url(case), filled_in(of_bram, summary="Van Bram."))

    assert automatic.json()["error_code"] == "invalid_revision"
    assert "w-autosave" not in _controllers(refused)


@pytest.mark.parametrize("action", ["action-submit", "action-publish", "action-workflow-action"])
def test_handing_in_and_publishing_ask_too(case: CaseStudyPage, anna: Client, action: str) -> None:
    if action == "action-workflow-action":
        case.get_workflow().start(case, None)
    moderator = signed_in(builders.moderator("bram"))
    opened = moderator.get(edit_url(case))
    revision = case.get_latest_revision_as_object()
    revision.summary = "Van Anna."
    revision.save_revision(user=User.objects.get(username="anna"))

    approval = {"workflow-action-name": "approve"} if "workflow" in action else {}
    form = filled_in(opened, summary="Van Bram.", **{action: "1"})
    form.update(approval)
    refused = moderator.post(edit_url(case), form)

    case.refresh_from_db()
    assert "Anna" in _message(refused)
    assert summary(case) == "Van Anna."
    assert not case.live


def test_an_earlier_version_replaces_nothing_newer_unasked(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    first = case.latest_revision
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[case.pk, first.pk])
    opened = bram.get(revert)
    anna.post(edit_url(case), filled_in(anna.get(edit_url(case)), summary="Van Anna."))

    refused = bram.post(revert, filled_in(opened))

    assert "Anna" in _message(refused)
    assert summary(case) == "Van Anna."
    bram.post(revert, filled_in(refused))
    assert summary(case) == first.content["summary"]


def test_ones_own_automatic_saves_ask_nothing(case: CaseStudyPage, bram: Client) -> None:
    opened = bram.get(edit_url(case))
    saved = as_script(bram, case, filled_in(opened, summary="Half")).json()
    assert saved["success"]

    form = filled_in(opened, summary="Helemaal.")
    assert bram.post(edit_url(case), form).status_code == 302
    assert summary(case) == "Helemaal."


def test_what_a_script_saved_for_somebody_else_counts_as_theirs(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    """The script saves each time upon its own last version: the number stays, the text changes."""
    of_anna = anna.get(edit_url(case))
    first = as_script(anna, case, filled_in(of_anna, summary="Half")).json()
    of_bram = bram.get(edit_url(case))
    as_script(
        anna, case, filled_in(of_anna, summary="Van Anna."),
        overwrite_revision_id=first["revision_id"],
    )  # fmt: skip

    refused = bram.post(edit_url(case), filled_in(of_bram, summary="Van Bram."))

    assert "Anna" in _message(refused)
    assert summary(case) == "Van Anna."
    version, _history = _ways_to_look(refused)
    assert "Van Anna." in bram.get(version).text


def test_who_has_the_page_open_hears_of_the_other(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    anna.get(edit_url(case))
    [session] = soup(bram.get(edit_url(case))).select(".w-editing-sessions")

    ping = str(session["data-w-swap-src-value"])
    inputs = {each["name"]: each["value"] for each in session.select("input[type=hidden]")}
    [other] = bram.post(ping, inputs).json()["other_sessions"]
    assert other["user"].startswith("Anna")
    assert other["revision_id"] is None

    anna.post(edit_url(case), filled_in(anna.get(edit_url(case)), summary="Van Anna."))
    [other] = bram.post(ping, inputs).json()["other_sessions"]
    assert other["revision_id"] == CaseStudyPage.objects.get(pk=case.pk).latest_revision_id
