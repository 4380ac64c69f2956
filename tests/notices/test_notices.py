"""People hear what happened in their own language, as often as they want, and once."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from core.models import User
from notices import outbox
from notices.digests import send_digests
from notices.letters import Letter
from notices.models import Mail, Notice, NoticePreference, Rhythm
from notices.notify import notify
from tests import builders
from tests.admin import signed_in
from tests.forms import soup
from tests.postbox import Postbox, text_of

#: Any template will do whose first line is a subject.
TEMPLATE = "notices/mail/digest.txt"


@pytest.fixture
def reader(site: Any) -> User:
    reader = builders.author(builders.partner(), "reader")
    reader.email = "reader@voorbeeld.example"
    reader.save()
    return reader


def tell(*readers: User, key: str = "event-1", subject: str = "Uw aanpak") -> None:
    notice = Notice(subject=subject, url="http://testserver/x")
    notify(readers, key=key, template=TEMPLATE, context={"notices": [notice]}, path="/x")


def choose(reader: User, rhythm: Rhythm) -> None:
    NoticePreference.objects.create(user=reader, rhythm=rhythm)


def test_one_hears_of_an_event_once_by_mail_and_in_the_admin(
    reader: User, postbox: Postbox
) -> None:
    tell(reader)
    tell(reader)
    outbox.deliver_due()

    [mail] = postbox.to(reader.email)
    assert "één bericht" in mail["Subject"]
    assert [each["href"] for each in notices_shown_to(reader)] == ["http://testserver/x"]


def notices_shown_to(reader: User) -> list[Any]:
    home = soup(signed_in(reader).get(reverse("wagtailadmin_home")))
    return list(home.select("#notices-content .work a"))


def test_one_hears_in_the_language_that_one_chose(reader: User, postbox: Postbox) -> None:
    UserProfile.objects.create(user=reader, preferred_language="en")
    tell(reader)
    outbox.deliver_due()

    assert "one notice" in postbox.mails[0]["Subject"]


def test_who_left_hears_nothing(reader: User) -> None:
    reader.is_active = False
    reader.save()
    tell(reader)

    assert not Mail.objects.exists()
    assert not Notice.objects.exists()


def test_a_digest_tells_all_that_waited_once(reader: User, postbox: Postbox) -> None:
    choose(reader, Rhythm.DAILY)
    tell(reader, key="event-1", subject="Eerste")
    tell(reader, key="event-2", subject="Tweede")
    outbox.deliver_due()
    assert not postbox.mails

    send_digests()
    send_digests()
    outbox.deliver_due()
    [digest] = postbox.mails
    assert "2 berichten" in digest["Subject"]
    assert text_of(digest).count("http://testserver/x") == 2


def test_who_wants_no_mail_reads_notices_in_the_admin(reader: User) -> None:
    choose(reader, Rhythm.NEVER)
    tell(reader)
    send_digests()

    assert not Mail.objects.exists()
    assert notices_shown_to(reader)


def test_how_often_is_chosen_under_account(reader: User) -> None:
    client = signed_in(reader)
    account = reverse("wagtailadmin_account")
    form = soup(client.get(account)).select_one("form:has([name=notices-rhythm])")
    filled = querydict_from_html(str(form))
    names = {"name_email-first_name": "Noor", "name_email-last_name": "de Vries"}
    client.post(account, {**filled.dict(), **names, "notices-rhythm": "daily"})

    assert NoticePreference.objects.get(user=reader).rhythm == Rhythm.DAILY


def test_reading_marks_only_ones_own_notices(reader: User, site: Any) -> None:
    other = builders.moderator("other")
    tell(reader, other)
    signed_in(reader).post(reverse("mark_notices_read"))

    assert Notice.objects.get(user=reader).seen_at
    assert not Notice.objects.get(user=other).seen_at


def test_telling_many_is_done_in_batches(site: Any, django_assert_max_num_queries: Any) -> None:
    readers = User.objects.bulk_create(
        User(username=f"reader-{number}", email=f"{number}@voorbeeld.example")
        for number in range(400)
    )
    with django_assert_max_num_queries(15):
        tell(*readers)

    assert Mail.objects.count() == 400


def test_an_administrator_sends_a_refused_mail_again(postbox: Postbox, site: Any) -> None:
    administrator = User.objects.create_superuser("administrator")
    mail = outbox.draft("k", "weg@voorbeeld.example", Letter("Onderwerp", "Tekst.\n"), "nl")
    outbox.post_all([mail])
    postbox.answer = lambda mail: "550 Unknown"
    outbox.deliver_due()
    postbox.answer = lambda mail: "250 OK"

    client = signed_in(administrator)
    [link] = soup(client.get(reverse("mail_report"))).select("a[href*='/again/']")
    again = str(link["href"])
    assert client.get(again).status_code == 200
    # What it says was kept, as it did not go.
    client.post(again)
    outbox.deliver_due()
    assert text_of(postbox.mails[0]).strip() == "Tekst."
    client.post(again)
    outbox.deliver_due()
    assert len(postbox.mails) == 1
