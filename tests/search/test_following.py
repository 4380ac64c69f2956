"""Visitors follow a search, a kind or a partner by mail, hear of what is new once, and stop with one click."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from notices import outbox
from partners.models import PartnerPage
from search.following import services
from search.following.models import Follower
from tests import builders
from tests.forms import soup
from tests.guided import answer
from tests.postbox import Postbox, paths_in, text_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("fast_reader"),
]

READER = "lezer@voorbeeld.example"
FOLLOW = "/volgen/?type=vriendschapsschool"


@pytest.fixture
def partner(site: Any) -> PartnerPage:
    return builders.partner("Stichting Voorbeeld")


def following(client: Client, postbox: Postbox, address: str = FOLLOW) -> Follower:
    """Follow, and confirm by the letter."""
    assert answer(client, address, email=READER).status_code == 302
    outbox.deliver_due()
    confirm, _stop = paths_in(postbox.mails[-1])
    client.post(confirm)
    postbox.mails.clear()
    return Follower.objects.latest("pk")


def morning(postbox: Postbox) -> list[EmailMessage]:
    """Return the letters that go out on a morning."""
    postbox.mails.clear()
    services.tell_followers()
    outbox.deliver_due()
    return list(postbox.mails)


def test_who_confirms_hears_of_a_new_case_once(
    partner: PartnerPage, client: Client, postbox: Postbox
) -> None:
    builders.case(partner, "Die er al was")
    following(client, postbox)
    assert morning(postbox) == []

    fresh = builders.case(partner, "Een nieuwe <vriendschap>")
    [mail] = morning(postbox)
    assert mail["To"] == READER
    assert "Een nieuwe <vriendschap>" in text_of(mail)
    assert "Die er al was" not in text_of(mail)
    assert urlsplit(fresh.permalink).path in paths_in(mail)
    assert morning(postbox) == []


def test_who_does_not_confirm_hears_nothing_and_is_forgotten(
    partner: PartnerPage, client: Client, postbox: Postbox
) -> None:
    answer(client, FOLLOW, email=READER)
    outbox.deliver_due()
    confirm, _stop = paths_in(postbox.mails[0])
    client.get(confirm)  # as a program does that looks into mail
    builders.case(partner)
    assert morning(postbox) == []

    Follower.objects.update(asked_at=timezone.now() - timedelta(days=8))
    services.forget_unconfirmed()
    assert not Follower.objects.exists()
    assert client.get(confirm).status_code == 404


def test_a_mail_program_stops_it_with_one_click(
    partner: PartnerPage, client: Client, postbox: Postbox
) -> None:
    following(client, postbox)
    builders.case(partner)
    [mail] = morning(postbox)
    stop = mail["List-Unsubscribe"].strip(" <>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.get(stop)
    assert Follower.objects.exists()

    program = Client(enforce_csrf_checks=True)
    answer = program.post(urlsplit(stop).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Follower.objects.exists()
    builders.case(partner, "Nog een")
    assert morning(postbox) == []


@pytest.mark.parametrize(
    ("address", "hears"),
    [
        ("/volgen/", True),
        ("/volgen/?partner=stichting-voorbeeld", True),
        ("/volgen/?type=dubbele-wachtlijst", False),
        ("/volgen/?q=woord", True),
        ("/volgen/?q=zeppelin", False),
    ],
)
def test_one_hears_of_what_one_follows(
    partner: PartnerPage, client: Client, postbox: Postbox, address: str, hears: bool
) -> None:
    following(client, postbox, address)
    builders.case(partner, "Een woord", types=["vriendschapsschool"])

    assert bool(morning(postbox)) is hears


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_nobody_hears_of_a_hidden_case(
    partner: PartnerPage, client: Client, postbox: Postbox, hidden: str
) -> None:
    following(client, postbox, "/volgen/")
    case = builders.case(partner, live=hidden != "draft")
    if hidden == "private":
        case.view_restrictions.create(restriction_type="login")

    assert morning(postbox) == []


def test_whoever_asks_the_answer_is_the_same(
    partner: PartnerPage, client: Client, postbox: Postbox
) -> None:
    first = answer(client, FOLLOW, email=READER)
    again = answer(client, FOLLOW, email=READER)

    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Follower.objects.count() == 1


@pytest.mark.parametrize("question", ["type=bestaat-niet", "q=" + "a" * 10_001, "q=%00"])
def test_what_is_no_question_cannot_be_followed(
    partner: PartnerPage, client: Client, question: str
) -> None:
    assert client.get(f"/volgen/?{question}").status_code == 400


def test_a_wrong_address_stays_in_the_form(partner: PartnerPage, client: Client) -> None:
    page = soup(answer(client, FOLLOW, email="lezer@"))

    assert page.select("[name=email][value='lezer@']")
    assert page.select(".errorlist")
    assert not Follower.objects.exists()


def test_many_followers_are_told_in_batches_and_none_twice(
    partner: PartnerPage, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = timezone.now() - timedelta(days=1)
    Follower.objects.bulk_create(
        Follower(
            email=f"{number}@voorbeeld.example",
            language="nl",
            confirmed_at=before,
            told_until=before,
        )
        for number in range(450)
    )
    builders.case(partner)
    post_all = outbox.post_all
    batches: list[int] = []

    def broken_off(mails: Any) -> None:
        if len(batches) == 1:
            raise KeyboardInterrupt
        batches.append(1)
        post_all(mails)

    monkeypatch.setattr(outbox, "post_all", broken_off)
    with pytest.raises(KeyboardInterrupt):
        services.tell_followers()
    monkeypatch.undo()
    morning(postbox)

    readers = [mail["To"] for mail in postbox.mails]
    assert len(readers) == len(set(readers)) == 450


def test_the_list_a_kind_and_a_partner_lead_to_it(partner: PartnerPage, client: Client) -> None:
    builders.case(partner)
    for address in ("/interventies/?q=x", "/aanpak/vriendschapsschool/", partner.url):
        [link] = soup(client.get(address)).select("a[href*='/volgen/']")
        assert client.get(str(link["href"])).status_code == 200
