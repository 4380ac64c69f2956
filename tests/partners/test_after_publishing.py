"""What becomes of a page once it is approved: its day comes, it ends, it is taken down, put back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.tasks import publish_scheduled
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, approve, message_of, signed_in, write
from tests.forms import filled_in, soup

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

TITLE = "Samen fietsen naar school"


@pytest.fixture
def case(partner: PartnerPage) -> CaseStudyPage:
    writer = builders.user("writer", partner.workspace.authors)
    return builders.case(partner, TITLE, summary="De eerste tekst.", owner=writer)


@pytest.fixture
def draft(case: CaseStudyPage) -> CaseStudyPage:
    case.unpublish()
    return case


def seen(client: Client, case: CaseStudyPage) -> bool:
    """Whether visitors find a case; in the list and at its own address alike."""
    listed = TITLE in client.get("/interventies/").text
    assert client.get(case.url).status_code == (200 if listed else 404)
    return listed


def at(moment: datetime) -> str:
    """Return a moment as the admin's form takes it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def test_what_is_approved_before_its_day_waits_for_it(
    draft: CaseStudyPage, moderator: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    days = {"go_live_at": at(now + timedelta(days=1)), "expire_at": at(now + timedelta(days=9))}
    write(moderator, address("edit", draft), **days)
    draft.get_workflow().start(draft, draft.owner)
    approve(moderator, draft)

    def seen_after(**time: int) -> bool:
        """Let the worker come by at a later moment, and visitors look."""
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: now + timedelta(**time))
            publish_scheduled()
        return seen(client, draft)

    assert not seen_after(hours=23)
    assert seen_after(hours=25)
    assert seen_after(days=8)
    assert not seen_after(days=10)


def test_a_moderator_takes_a_page_down_and_puts_it_back(
    case: CaseStudyPage, moderator: Client, client: Client
) -> None:
    assert seen(client, case)

    moderator.post(address("unpublish", case))
    assert not seen(client, case)

    write(moderator, address("edit", case), action__publish="1")
    assert seen(client, case)


def test_history_tells_who_did_what(case: CaseStudyPage, moderator: Client) -> None:
    write(moderator, address("edit", case), summary="De tweede tekst.", action__publish="1")
    moderator.post(address("unpublish", case))

    rows = [row.get_text(" ", strip=True) for row in
            soup(moderator.get(address("history", case))).select("main tbody tr")]  # fmt: skip

    assert len([row for row in rows if "moderator" in row]) >= 3
    assert any("gepubliceerd" in row.lower() for row in rows)
    assert any("ongedaan gemaakt" in row.lower() for row in rows)


def test_two_versions_are_laid_side_by_side_and_the_first_put_back(
    case: CaseStudyPage, moderator: Client, client: Client
) -> None:
    first = case.latest_revision_id
    write(moderator, address("edit", case), summary="De tweede tekst.", action__publish="1")

    compared = soup(moderator.get(address("revisions_compare", case, "earliest", "latest")))
    assert [each.get_text() for each in compared.select(".comparison .deletion")] == ["eerste"]
    assert [each.get_text() for each in compared.select(".comparison .addition")] == ["tweede"]
    assert "De eerste tekst." in moderator.get(address("revisions_view", case, first)).text

    revert = address("revisions_revert", case, first)
    answer = write(moderator, revert, action__publish="1")

    assert answer.status_code == 302
    assert "De eerste tekst." in client.get(case.url).text


@pytest.fixture
def evaluation(case: CaseStudyPage) -> Any:
    return builders.evaluation(case, title="Wat we zagen")


def test_what_a_partner_published_goes_and_comes_with_its_own_page(
    partner: PartnerPage, case: CaseStudyPage, evaluation: Any, moderator: Client, client: Client
) -> None:
    """No visitor is sent from a case to a partner that is not found."""
    moderator.post(address("unpublish", partner))

    assert not seen(client, case)
    assert client.get(evaluation.url).status_code == 404
    assert client.get(f"/id/{case.public_id}").status_code == 404
    assert CaseStudyPage.objects.get(pk=case.pk).live, "nothing has to be approved again"

    write(moderator, address("edit", partner), action__publish="1")

    assert seen(client, case)
    assert client.get(evaluation.url).status_code == 200


def test_what_is_approved_before_its_partner_waits_for_it(
    partner: PartnerPage, moderator: Client, client: Client
) -> None:
    partner.unpublish()
    case = builders.case(partner, TITLE)
    assert not seen(client, case)

    write(moderator, address("edit", partner), action__publish="1")

    assert seen(client, case)


def test_an_author_cannot_change_what_waits_for_its_day(
    draft: CaseStudyPage, moderator: Client, partner: PartnerPage
) -> None:
    tomorrow = at(timezone.now() + timedelta(days=1))
    write(moderator, address("edit", draft), go_live_at=tomorrow, action__publish="1")

    editor = signed_in(builders.editor(partner))
    opened = editor.get(address("edit", draft))
    refused = editor.post(address("edit", draft), filled_in(opened, summary="Toch anders."))

    assert message_of(refused)
    again = CaseStudyPage.objects.get(pk=draft.pk)
    assert again.get_latest_revision_as_object().summary == "De eerste tekst."
