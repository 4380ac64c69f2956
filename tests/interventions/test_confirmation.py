"""“Does this still run?”: one click in a mail, by whoever was asked, once a round."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.models import User
from core.signed_links import salt_of
from interventions.confirmation.links import NAME, TERM
from interventions.models import CaseStudyPage
from interventions.reminders import send_reminders
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, approve, signed_in
from tests.forms import soup
from tests.postbox import waiting_for

pytestmark = pytest.mark.slow

LAST_YEAR = timedelta(days=400)


@pytest.fixture
def owner(partner: PartnerPage) -> User:
    return builders.author(partner)


@pytest.fixture
def case(partner: PartnerPage, owner: User) -> CaseStudyPage:
    verified = timezone.localdate() - LAST_YEAR
    return builders.case(partner, owner=owner, status="running", verified_on=verified)


@pytest.fixture
def link(case: CaseStudyPage, owner: User) -> str:
    """The link in the mail to the owner."""
    send_reminders()
    return link_in_mail_to(owner)


def link_in_mail_to(reader: User) -> str:
    letter = waiting_for(reader.email)[-1]
    found = re.search(r"http://testserver(/klopt-dit-nog/\S+)", letter.body)
    assert found
    return found[1]


def verified_on(case: CaseStudyPage) -> Any:
    return CaseStudyPage.objects.get(pk=case.pk).verified_on


def buttons(page: Any) -> list[str]:
    return [str(button["value"]) for button in soup(page).select("main button[name=answer]")]


def test_a_program_that_opens_the_link_changes_nothing(
    case: CaseStudyPage, link: str, client: Client
) -> None:
    entries = PageLogEntry.objects.count()
    for _each in range(3):
        opened = client.get(link)
        client.head(link)

    assert buttons(opened) == ["still_running", "has_changed", "has_ended"]
    assert verified_on(case) == timezone.localdate() - LAST_YEAR
    assert PageLogEntry.objects.count() == entries
    assert opened["Cache-Control"].startswith("max-age=0")
    assert "noindex" in opened.text


def test_one_click_confirms_and_says_by_whom(
    case: CaseStudyPage, owner: User, link: str, client: Client
) -> None:
    assert "niet bevestigd" in client.get(case.url).text

    answered = client.post(link, {"answer": "still_running"}, follow=True)

    assert "author heeft geantwoord op" in answered.text
    assert buttons(answered) == []
    assert verified_on(case) == timezone.localdate()
    assert "niet bevestigd" not in client.get(case.url).text
    history = signed_in(builders.moderator()).get(address("history", case)).text
    assert "Bevestigd via de link in een mail" in history
    entry = PageLogEntry.objects.get(page=case.pk, action="interventions.still_running")
    assert entry.user == owner


def test_a_used_link_says_so_and_does_nothing(
    case: CaseStudyPage, partner: PartnerPage, client: Client
) -> None:
    editor = builders.editor(partner)
    send_reminders()
    of_editor = link_in_mail_to(editor)
    of_owner = link_in_mail_to(case.owner)
    client.post(of_owner, {"answer": "still_running"})

    for answer in ("has_ended", "still_running"):
        answered = client.post(of_editor, {"answer": answer}, follow=True)
        assert "author heeft geantwoord op" in answered.text
    case.refresh_from_db()
    assert case.current_workflow_state is None
    assert PageLogEntry.objects.filter(action__startswith="interventions.").count() == 1


def test_that_it_ended_waits_for_a_moderator(
    case: CaseStudyPage, owner: User, link: str, client: Client
) -> None:
    moderator = builders.moderator()
    client.post(link, {"answer": "has_ended"})

    case.refresh_from_db()
    assert case.status == "running"
    assert case.current_workflow_state.requested_by == owner
    assert case.get_latest_revision_as_object().status == "stopped"
    assert "Gestopt" not in client.get(case.url).text

    approve(signed_in(moderator), case)
    case.refresh_from_db()
    assert (case.status, case.verified_on) == ("stopped", timezone.localdate())


def test_a_draft_is_not_handed_in_along_with_it(
    case: CaseStudyPage, link: str, client: Client
) -> None:
    draft = case.get_latest_revision_as_object()
    draft.summary = "Nog niet af."
    draft.save_revision()

    answered = client.post(link, {"answer": "has_ended"})

    assert "wijzigingen die nog niet gepubliceerd zijn" in answered.text
    case.refresh_from_db()
    assert case.current_workflow_state is None
    assert case.get_latest_revision_as_object().status == "running"


def test_who_wants_to_change_something_is_led_to_the_form(
    case: CaseStudyPage, link: str, client: Client
) -> None:
    answered = client.post(link, {"answer": "has_changed"})

    assert answered["Location"] == f"/delen/{case.pk}/wat/"
    assert verified_on(case) == timezone.localdate() - LAST_YEAR
    # The question stays open until somebody has handed something in.
    assert buttons(client.get(link))


@pytest.mark.parametrize("answer", ["", "x", "still_running\0"])
def test_what_is_no_answer_is_refused(
    case: CaseStudyPage, link: str, client: Client, answer: str
) -> None:
    assert client.post(link, {"answer": answer}).status_code == 400
    assert verified_on(case) == timezone.localdate() - LAST_YEAR


def _leave(case: CaseStudyPage) -> None:
    assert case.owner
    case.owner.groups.clear()


def _end_account(case: CaseStudyPage) -> None:
    User.objects.filter(username="author").update(is_active=False)


def _unpublish(case: CaseStudyPage) -> None:
    case.unpublish()


def _delete(case: CaseStudyPage) -> None:
    case.delete()


@pytest.mark.parametrize("happens", [_leave, _end_account, _unpublish, _delete])
def test_a_link_ends_with_the_right_or_the_page(
    case: CaseStudyPage, link: str, client: Client, happens: Any
) -> None:
    happens(case)

    for answer in (client.get(link), client.post(link, {"answer": "still_running"})):
        assert answer.status_code == 404
    assert not PageLogEntry.objects.filter(action__startswith="interventions.").exists()


def test_a_link_grows_old_and_cannot_be_made_up(
    case: CaseStudyPage, link: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = link.removeprefix("/klopt-dit-nog/").removesuffix("/")
    assert client.get(link.replace(signed[:5], "xxxxx")).status_code == 404
    other = signing.dumps(signing.loads(signed, salt=salt_of(NAME)), salt="another.link")
    assert client.get(f"/klopt-dit-nog/{other}/").status_code == 404

    later = time.time() + TERM.total_seconds() + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(("with_fallback", "status"), [(True, 200), (False, 404)])
def test_a_link_goes_on_working_under_the_former_key(
    link: str, client: Client, settings: Any, with_fallback: bool, status: int
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if with_fallback else []
    settings.SECRET_KEY = "a-new-one-" + "y" * 50

    assert client.get(link).status_code == status
