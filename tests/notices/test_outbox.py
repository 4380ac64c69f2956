"""Mail reaches a real mail server once, whatever goes wrong on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from notices import outbox
from notices.letters import Letter
from notices.models import Mail
from tests.postbox import Postbox, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LETTER = Letter("Uw aanpak staat op de site", "Kijk op http://testserver/x.\n")


def post(number: int = 1, **more: Any) -> Mail:
    outbox.post(f"test-{number}", f"lezer{number}@voorbeeld.example", LETTER, "nl", **more)
    return Mail.objects.get(key=f"test-{number}")


def all_due_now() -> None:
    Mail.objects.update(due_at=timezone.now())


def test_a_letter_arrives_as_plain_text_and_with_links(postbox: Postbox) -> None:
    post(unsubscribe_url="http://testserver/af/1")
    outbox.deliver_due()

    [mail] = postbox.mails
    assert mail["Subject"] == LETTER.subject
    assert text_of(mail).strip() == LETTER.body.strip()
    html = mail.get_body(("html",))
    assert html is not None
    assert '<a href="http://testserver/x"' in html.get_content()
    assert '<html lang="nl">' in html.get_content()
    assert mail["List-Unsubscribe"] == "<http://testserver/af/1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_that_went_is_forgotten(postbox: Postbox) -> None:
    mail = post()
    outbox.deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.body) == (Mail.State.SENT, "")


def test_a_key_sends_one_mail(postbox: Postbox) -> None:
    post()
    post()
    outbox.deliver_due()
    post()
    outbox.deliver_due()

    assert len(postbox.mails) == 1


def test_what_is_rolled_back_is_not_sent(postbox: Postbox) -> None:
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    outbox.deliver_due()

    assert not postbox.mails


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_letters_ask_for_one_task() -> None:
    outbox.post_all(
        outbox.draft(f"many-{number}", "lezer@voorbeeld.example", LETTER, "nl")
        for number in range(1_000)
    )

    assert DBTaskResult.objects.count() == 1


def test_a_server_that_is_away_loses_nothing(postbox: Postbox, settings: Settings) -> None:
    mail = post()
    settings.EMAIL_PORT = 1  # where nothing listens
    outbox.deliver_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.WAITING, 0)

    settings.EMAIL_PORT = postbox.port
    outbox.deliver_due()
    assert len(postbox.mails) == 1


def test_a_server_that_says_later_is_asked_later(postbox: Postbox) -> None:
    mail = post()
    postbox.answer = lambda mail: "451 Greylisted"
    outbox.deliver_due()
    mail.refresh_from_db()
    assert mail.state == Mail.State.WAITING
    assert mail.due_at > timezone.now()

    postbox.answer = lambda mail: "250 OK"
    outbox.deliver_due()
    assert not postbox.mails  # It is not due yet.
    all_due_now()
    outbox.deliver_due()
    assert len(postbox.mails) == 1


def test_a_server_that_goes_on_saying_later_is_given_up(postbox: Postbox) -> None:
    mail = post()
    postbox.answer = lambda mail: "451 Greylisted"
    for _attempt in range(len(outbox.BACKOFF) + 1):
        all_due_now()
        outbox.deliver_due()

    mail.refresh_from_db()
    assert mail.state == Mail.State.REFUSED
    assert mail.problem.endswith("451")


def test_one_address_that_is_refused_holds_up_no_other(postbox: Postbox) -> None:
    mails = [post(number) for number in (1, 2, 3)]
    refused = mails[1]
    postbox.answer = lambda mail: "550 Unknown" if mail["To"] == refused.address else "250 OK"
    outbox.deliver_due()

    assert [mail["To"] for mail in postbox.mails] == [mails[0].address, mails[2].address]
    refused.refresh_from_db()
    assert refused.state == Mail.State.REFUSED


def test_a_worker_that_dies_between_sending_and_noting_sends_nothing_twice(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        post(number)

    class Killed(BaseException):
        pass

    note = outbox._note

    def die_at_the_third(mail: Mail, **fields: object) -> None:
        if len(postbox.mails) == 3:
            raise Killed
        note(mail, **fields)

    monkeypatch.setattr(outbox, "_note", die_at_the_third)
    with pytest.raises(Killed):
        outbox.deliver_due()
    monkeypatch.undo()
    outbox.deliver_due()

    addresses = [mail["To"] for mail in postbox.mails]
    assert len(addresses) == len(set(addresses)) == 5
    [unsure] = Mail.objects.exclude(state=Mail.State.SENT)
    assert unsure.state == Mail.State.CLAIMED
    assert not Mail.objects.stuck().exists()  # It may be on its way still.
    Mail.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    assert Mail.objects.stuck().get() == unsure
