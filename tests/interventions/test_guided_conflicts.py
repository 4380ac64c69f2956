"""Row 32 of the faults, in the guided form: no version of a case replaces a newer one unasked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interventions.models import CaseStudyPage
from tests import builders
from tests.admin import address, signed_in, write
from tests.forms import filled_in, soup
from tests.guided import answer, notices, saved, step_address, typed_in

pytestmark = pytest.mark.slow


@pytest.fixture
def case(site: Any) -> CaseStudyPage:
    return builders.case(builders.partner(), live=False, summary="Eerst.")


@pytest.fixture
def anna(case: CaseStudyPage) -> Client:
    return _editor_of(case, "anna")


@pytest.fixture
def bram(case: CaseStudyPage) -> Client:
    return _editor_of(case, "bram")


def _editor_of(case: CaseStudyPage, name: str) -> Client:
    editors = case.get_parent().specific.workspace.editors
    return signed_in(builders.user(name, editors, first_name=name.capitalize()))


def in_the_admin(client: Client, case: CaseStudyPage, summary: str) -> None:
    write(client, address("edit", case), summary=summary)


def in_steps(client: Client, case: CaseStudyPage, summary: str) -> None:
    answer(client, step_address(case, "wat"), summary=summary)


@pytest.mark.parametrize("other_way", [in_the_admin, in_steps])
def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unasked(
    case: CaseStudyPage, anna: Client, bram: Client, other_way: Any
) -> None:
    at = step_address(case, "wat")
    opened = bram.get(at)
    other_way(anna, case, "Van Anna.")

    refused = bram.post(at, typed_in(opened, summary="Van Bram.", goal="Elkaar kennen."))

    assert saved(case).summary == "Van Anna."
    assert "Anna" in notices(refused)
    assert "Van Anna." in notices(refused), "what the newer version says"
    assert typed_in(refused)["summary"] == "Van Bram."
    assert typed_in(refused)["goal"] == "Elkaar kennen."
    assert not soup(refused).select(".errorlist")

    bram.post(at, typed_in(refused))
    assert (saved(case).summary, saved(case).goal) == ("Van Bram.", "Elkaar kennen.")
    assert case.revisions.filter(content__summary="Van Anna.").exists()


def test_ones_own_version_of_another_window_is_not_overwritten_either(
    case: CaseStudyPage, anna: Client
) -> None:
    at = step_address(case, "wat")
    opened = anna.get(at)
    in_the_admin(anna, case, "In het andere venster.")

    refused = anna.post(at, typed_in(opened, summary="Hier."))

    assert saved(case).summary == "In het andere venster."
    assert "Anna" in notices(refused)


def test_the_admin_asks_who_wrote_in_steps_meanwhile(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    opened = bram.get(address("edit", case))
    in_steps(anna, case, "Van Anna.")

    bram.post(address("edit", case), filled_in(opened, summary="Van Bram."))

    assert saved(case).summary == "Van Anna."


def test_rows_that_somebody_took_away_break_nothing(
    case: CaseStudyPage, anna: Client, bram: Client
) -> None:
    at = step_address(case, "waar")
    answer(anna, at, organisations__0__name="De Brug", organisations__1__name="Het Water")
    opened = bram.get(at)
    form = typed_in(anna.get(at))
    form["organisations-0-DELETE"] = "on"
    anna.post(at, form)

    refused = bram.post(at, typed_in(opened, organisations__0__name="De Bruggen"))

    assert "Anna" in notices(refused)
    assert typed_in(refused)["organisations-0-name"] == "De Bruggen"
    again = bram.post(at, typed_in(refused))
    assert again.status_code in {200, 302}
    assert "Het Water" in [each.name for each in saved(case).organisations.all()]


def test_handing_in_asks_too(case: CaseStudyPage, anna: Client, bram: Client) -> None:
    check = reverse("guided_check", args=[case.pk])
    opened = bram.get(check)
    in_steps(anna, case, "Van Anna.")

    answered = bram.post(check, typed_in(opened))

    assert not saved(case).workflow_in_progress
    assert "Anna" in notices(bram.get(answered["Location"]))
    answer(bram, check)
    assert saved(case).workflow_in_progress


def test_a_form_that_says_no_version_replaces_nothing(case: CaseStudyPage, bram: Client) -> None:
    form = typed_in(bram.get(step_address(case, "wat")), summary="Van Bram.")
    for version in (None, "", "x", "1.0"):
        if version is None:
            del form["version"]
        else:
            form["version"] = version
        bram.post(step_address(case, "wat"), form)
        assert saved(case).summary == "Eerst."
