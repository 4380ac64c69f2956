"""How long the word of a partner counts: readers see it, and people are asked in time."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.models import User
from interventions.models import CaseStudyPage
from interventions.models.review_term import months_later
from interventions.reminders import send_reminders
from notices.models import Mail
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, approve, signed_in, write
from tests.postbox import waiting_for

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

YEAR = timedelta(days=366)


@pytest.fixture
def author(partner: PartnerPage) -> User:
    return builders.author(partner)


@pytest.fixture
def editor(partner: PartnerPage) -> User:
    return builders.editor(partner)


@pytest.fixture
def moderator(site: Any) -> User:
    return builders.moderator()


def case_verified(partner: PartnerPage, ago: timedelta, **fields: Any) -> CaseStudyPage:
    case = builders.case(partner, verified_on=timezone.localdate() - ago, **fields)
    assert case.verified_on
    return case


def subjects(reader: User) -> list[str]:
    return [letter.subject.partition(":")[0] for letter in waiting_for(reader.email)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_a_month_that_is_shorter_ends_earlier(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_are_neither_lost_nor_won(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_what_is_handed_in_and_approved_is_verified_that_day(
    partner: PartnerPage, author: User, moderator: User, client: Client
) -> None:
    case = case_verified(partner, YEAR, owner=author)
    assert "niet bevestigd" in client.get(case.url).text

    write(signed_in(author), address("edit", case), summary="Nieuw.", action__submit="1")
    approve(signed_in(moderator), case)

    case.refresh_from_db()
    assert (case.verified_on, case.summary) == (timezone.localdate(), "Nieuw.")
    assert "niet bevestigd" not in client.get(case.url).text


def test_a_correction_by_a_moderator_is_no_word_of_the_partner(
    partner: PartnerPage, moderator: User
) -> None:
    case = case_verified(partner, 2 * YEAR)
    # Since this version was saved it was confirmed.
    last = timezone.localdate() - YEAR
    CaseStudyPage.objects.filter(pk=case.pk).update(verified_on=last)
    form_at = address("edit", case)
    write(signed_in(moderator), form_at, summary="Zonder tikfout.", action__publish="1")

    case.refresh_from_db()
    assert case.summary == "Zonder tikfout."
    assert case.verified_on == last


def test_an_old_version_brings_no_old_day_back(partner: PartnerPage) -> None:
    case = case_verified(partner, YEAR)
    CaseStudyPage.objects.filter(pk=case.pk).update(verified_on=timezone.localdate())
    case.latest_revision.publish()

    case.refresh_from_db()
    assert case.verified_on == timezone.localdate()


@pytest.mark.parametrize(
    ("ago", "fields", "overdue"),
    [
        (YEAR, {}, True),
        (timedelta(days=300), {}, False),
        (timedelta(days=300), {"review_term_months": 6}, True),
        (YEAR, {"status": "stopped"}, False),
    ],
)
def test_readers_see_what_nobody_confirmed(
    partner: PartnerPage, client: Client, ago: timedelta, fields: dict[str, Any], overdue: bool
) -> None:
    case = case_verified(partner, ago, **fields)

    assert ("de partner heeft dit sinds" in client.get(case.url).text) == overdue
    assert ("niet bevestigd sinds" in client.get("/interventies/").text) == overdue


def test_programs_read_when_it_is_to_be_looked_at_again(
    partner: PartnerPage, client: Client
) -> None:
    case = case_verified(partner, timedelta(0), review_term_months=6)
    told = client.get(f"/api/v1/cases/{case.public_id}").json()

    assert told["verifiedOn"] == timezone.localdate().isoformat()
    assert told["reviewDueOn"] == months_later(timezone.localdate(), 6).isoformat()


def test_people_are_asked_in_time_then_again_then_the_moderators_hear_of_it(
    partner: PartnerPage, author: User, editor: User, moderator: User
) -> None:
    case = case_verified(partner, timedelta(days=300), owner=author)
    people = (author, editor, moderator)

    def told_when_verified(**ago: int) -> tuple[list[str], ...]:
        """What each has been told, when the case was verified this long ago; the job runs twice."""
        Mail.objects.all().delete()
        verified = timezone.localdate() - timedelta(**ago)
        CaseStudyPage.objects.filter(pk=case.pk).update(verified_on=verified)
        send_reminders()
        send_reminders()
        return tuple(subjects(each) for each in people)

    assert told_when_verified(days=340) == ([], [], [])
    assert told_when_verified(days=355) == (["Klopt dit nog? Samen naar school"],) * 2 + ([],)
    assert told_when_verified(days=400) == (["Nog een keer"],) * 2 + ([],)
    assert told_when_verified(days=430) == (["Nog een keer"],) * 2 + (["Geen antwoord over"],)


@pytest.mark.parametrize("fields", [{"status": "stopped"}, {"is_synthetic": True}, {"live": False}])
def test_nobody_is_asked_of_what_has_stopped_or_is_not_there(
    partner: PartnerPage, editor: User, fields: dict[str, Any]
) -> None:
    case_verified(partner, YEAR, **fields)
    send_reminders()

    assert not Mail.objects.exists()


def test_what_was_never_verified_is_asked_of_from_its_publication(
    partner: PartnerPage, editor: User
) -> None:
    case = builders.case(partner)
    published = timezone.now() - YEAR
    CaseStudyPage.objects.filter(pk=case.pk).update(last_published_at=published)
    send_reminders()

    assert len(subjects(editor)) == 1


def test_older_sites_date_what_was_approved_by_its_publication(
    partner: PartnerPage, author: User, moderator: User
) -> None:
    handed_in, other = (builders.case(partner, title, owner=author) for title in ("Een", "Twee"))
    handed_in.get_workflow().start(handed_in, author)
    approve(signed_in(moderator), handed_in)
    CaseStudyPage.objects.update(verified_on=None, last_published_at=timezone.now() - YEAR)

    import_module("interventions.migrations.0005_review_term").date_what_was_approved(apps, None)

    for case, verified in ((handed_in, timezone.localdate() - YEAR), (other, None)):
        case.refresh_from_db()
        assert case.verified_on == verified
