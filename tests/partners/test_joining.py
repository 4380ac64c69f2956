"""An organisation asks to join, and is a partner with an editor at the end of it, or hears why not."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from core import robots
from core.models import User
from notices import outbox
from notices.models import Mail, Notice
from partners.joining.models import JoinRequest
from partners.joining.services import forget_old_requests
from partners.models import PartnerPage
from partners.people.models import Invitation
from tests import builders
from tests.admin import message_of, signed_in
from tests.forms import soup
from tests.guided import answer
from tests.postbox import Postbox, paths_in, text_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("fast_reader"),
]

ADDRESS = "noor@buurtschool.example"
REQUEST = {
    "organisation": "Ouders van de Buurtschool",
    "kind": "parent-initiative",
    "summary": "Ouders die samen kiezen voor de school om de hoek.",
    "why": "We willen samen inschrijven & leren van anderen.",
    "contact_name": "Noor de Vries",
    "contact_email": ADDRESS,
}
PASSWORD = "een-heel-lang-wachtwoord-van-noor"
State = JoinRequest.State


def link_in(mail: EmailMessage) -> str:
    """Return the path of the one link of a letter."""
    [path] = paths_in(mail)
    return path


def asked_to_join(client: Client, postbox: Postbox, **typed: str) -> EmailMessage:
    """Ask to join; return the letter that asks to confirm."""
    assert answer(client, reverse("join"), **{**REQUEST, **typed}).status_code == 302
    outbox.deliver_due()
    return postbox.to(typed.get("contact_email", ADDRESS))[-1]


def confirmed(client: Client, postbox: Postbox) -> JoinRequest:
    client.post(link_in(asked_to_join(client, postbox)))
    return JoinRequest.objects.get()


def test_from_the_form_to_an_editor_at_work(
    site: Any, client: Client, moderator: Client, postbox: Postbox
) -> None:
    confirm = link_in(asked_to_join(client, postbox))
    client.get(confirm)  # as a program does that looks into mail
    assert JoinRequest.objects.get().state == State.UNCONFIRMED
    client.post(confirm)

    asked = JoinRequest.objects.get()
    assert Notice.objects.get().url.endswith(reverse("join_request", args=[asked.pk]))
    assert REQUEST["organisation"] in moderator.get(reverse("join_requests")).content.decode()
    moderator.post(reverse("approve_join", args=[asked.pk]))
    partner = PartnerPage.objects.get(title=REQUEST["organisation"])
    assert client.get(partner.url).status_code == 200
    assert Collection.objects.filter(name=partner.title).exists()

    outbox.deliver_due()
    invitation = link_in(postbox.to(ADDRESS)[-1])
    newcomer = Client()
    newcomer.post(invitation, account())
    editor = User.objects.get(email=ADDRESS)
    assert list(editor.groups.all()) == [partner.workspace.editors]
    assert PartnerPage.objects.get(pk=partner.pk).owner == editor
    assert newcomer.get(reverse("people", args=[partner.pk])).status_code == 200


def account(**typed: str) -> dict[str, str]:
    names = {"first_name": "Noor", "last_name": "de Vries"}
    return {**names, "password1": PASSWORD, "password2": PASSWORD, **typed}


def test_a_question_is_answered_by_the_link_in_the_letter(
    site: Any, client: Client, moderator: Client, postbox: Postbox
) -> None:
    asked = confirmed(client, postbox)
    question = {"question": "Van welke school zijn jullie?"}
    moderator.post(reverse("ask_join", args=[asked.pk]), question)
    outbox.deliver_due()

    letter = postbox.to(ADDRESS)[-1]
    assert question["question"] in text_of(letter)
    answer(client, link_in(letter), answer="Van <b>De Brug</b>.")
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (State.WAITING, "Van <b>De Brug</b>.")
    page = moderator.get(reverse("join_request", args=[asked.pk])).content.decode()
    assert "Van &lt;b&gt;De Brug&lt;/b&gt;." in page
    # A second answer by the same link changes nothing.
    assert "moderatoren" in client.get(link_in(letter)).content.decode()


def test_who_is_declined_hears_why_and_gets_no_page(
    site: Any, client: Client, moderator: Client, postbox: Postbox
) -> None:
    asked = confirmed(client, postbox)
    decline = reverse("decline_join", args=[asked.pk])
    moderator.post(decline, {"reason": ""})
    asked.refresh_from_db()
    assert asked.state == State.WAITING

    moderator.post(decline, {"reason": "U verkoopt <schoolborden>."})
    outbox.deliver_due()
    assert "U verkoopt <schoolborden>." in text_of(postbox.to(ADDRESS)[-1])
    answer = moderator.post(reverse("approve_join", args=[asked.pk]), follow=True)
    assert "in de tussentijd" in message_of(answer)
    assert not PartnerPage.objects.exists()


def test_approving_twice_makes_one_partner(
    site: Any, client: Client, moderator: Client, postbox: Postbox
) -> None:
    approve = reverse("approve_join", args=[confirmed(client, postbox).pk])
    moderator.post(approve)
    moderator.post(approve)

    assert PartnerPage.objects.count() == Invitation.objects.count() == 1


@pytest.mark.parametrize("role", ["author", "editor", "onlooker"])
def test_only_moderators_read_and_decide(
    site: Any, client: Client, postbox: Postbox, role: str
) -> None:
    asked = confirmed(client, postbox)
    of = [builders.partner()] if role != "onlooker" else []
    stranger = signed_in(getattr(builders, role)(*of))
    for name in ("approve_join", "ask_join", "decline_join"):
        stranger.post(reverse(name, args=[asked.pk]), {"reason": "x", "question": "x"})
    for address in (reverse("join_requests"), reverse("join_request", args=[asked.pk])):
        assert REQUEST["organisation"] not in stranger.get(address, follow=True).content.decode()

    asked.refresh_from_db()
    assert asked.state == State.WAITING


def test_what_was_typed_stays_when_something_is_wrong(site: Any, client: Client) -> None:
    refused = answer(client, reverse("join"), **{**REQUEST, "contact_email": "noor@"})

    page = soup(refused)
    assert REQUEST["why"] in [area.get_text().strip() for area in page.select("textarea")]
    assert page.select_one("#id_contact_email + .errorlist")
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"homepage": "http://spam.example"}, {"opened": ""}, {"opened": "1:forged:stamp"}]
)
def test_what_only_a_robot_sends_is_refused_and_can_be_sent_again(
    site: Any, client: Client, sent: dict[str, str]
) -> None:
    refused = answer(client, reverse("join"), **REQUEST, **sent)
    assert not JoinRequest.objects.exists()

    again = {each["name"]: each.get("value", "") for each in soup(refused).select("main input")}
    again |= {"kind": REQUEST["kind"], "summary": "x", "why": "x", "municipality": ""}
    assert client.post(reverse("join"), again).status_code == 302


def test_a_form_that_is_sent_at_once_is_refused(
    site: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "FASTEST", timedelta(seconds=60))
    answer(client, reverse("join"), **REQUEST)

    assert not JoinRequest.objects.exists()


def test_one_address_asks_a_few_times_an_hour(site: Any, client: Client) -> None:
    answers = [answer(client, reverse("join"), **REQUEST) for _attempt in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert JoinRequest.objects.count() == 5


def test_who_has_an_account_gets_the_same_answer(
    site: Any, client: Client, postbox: Postbox
) -> None:
    known = builders.author(builders.partner())
    answers = [
        answer(client, reverse("join"), **{**REQUEST, "contact_email": email})
        for email in (known.email, ADDRESS)
    ]

    assert answers[0].status_code == answers[1].status_code
    assert answers[0].url == answers[1].url


@pytest.mark.parametrize("kind", ["confirm_join", "answer_join"])
def test_a_forged_or_old_link_is_refused(
    site: Any, client: Client, postbox: Postbox, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from partners.joining import links

    genuine = link_in(asked_to_join(client, postbox)).rstrip("/").rpartition("/")[2]
    other = "answer_join" if kind == "confirm_join" else "confirm_join"
    assert client.post(reverse(kind, args=[genuine[:-1] + "~"])).status_code == 404
    monkeypatch.setitem(links.TERMS, kind, timedelta(0))
    assert client.post(reverse(kind, args=[genuine])).status_code == 404
    assert client.post(reverse(other, args=[genuine])).status_code in {302, 404}


def test_a_name_adds_no_header_to_a_mail(site: Any, client: Client, postbox: Postbox) -> None:
    confirm = link_in(asked_to_join(client, postbox, organisation="X\r\nBcc: y@z.example"))
    moderator = builders.moderator()
    client.post(confirm)
    outbox.deliver_due()

    [mail] = postbox.to(moderator.email)
    assert mail["Bcc"] is None
    assert "\n" not in str(mail["Subject"])


def test_requests_are_forgotten_in_time(site: Any, client: Client, postbox: Postbox) -> None:
    asked = confirmed(client, postbox)
    asked_to_join(client, postbox)
    long_ago = timezone.now() - timedelta(days=8)
    JoinRequest.objects.update(asked_at=long_ago)
    forget_old_requests()
    assert list(JoinRequest.objects.all()) == [asked]

    declined = {"state": State.DECLINED, "decided_at": timezone.now() - timedelta(days=366)}
    JoinRequest.objects.update(**declined)
    forget_old_requests()
    assert not JoinRequest.objects.exists()
    assert Mail.objects.exists()  # It has a term of its own.
