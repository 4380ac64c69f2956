"""Who hears of what happens to a page: handed in, sent back, published, talked about."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply
from wagtail.users.models import UserProfile

from core.models import User
from core.tasks import publish_scheduled
from interventions.models import CaseStudyPage
from notices import outbox
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, approve, signed_in, write
from tests.forms import soup
from tests.postbox import Postbox, text_of, waiting_for

pytestmark = pytest.mark.slow

TITLE = "Samen <fietsen> & praten"
REASON = "Hoeveel kinderen zijn het?"


@pytest.fixture
def author(partner: PartnerPage) -> User:
    return builders.author(partner)


@pytest.fixture
def moderator(site: Any) -> User:
    return builders.moderator()


@pytest.fixture
def draft(partner: PartnerPage, author: User) -> CaseStudyPage:
    return builders.case(partner, TITLE, live=False, owner=author)


def hand_in(page: CaseStudyPage, by: User) -> None:
    write(signed_in(by), address("edit", page), action__submit="1")


def send_back(page: CaseStudyPage, by: User) -> None:
    review = CaseStudyPage.objects.get(pk=page.pk).current_workflow_task_state
    signed_in(by).post(address("workflow_action", page, "reject", review.pk), {"comment": REASON})


def remark(page: CaseStudyPage, by: User, text: str) -> Comment:
    comment: Comment = Comment.objects.create(page=page, user=by, text=text, contentpath="summary")
    return comment


def subjects(reader: User) -> list[str]:
    return [letter.subject for letter in waiting_for(reader.email)]


def test_a_page_on_its_way_is_told_of_at_each_step(
    draft: CaseStudyPage, author: User, moderator: User, postbox: Postbox
) -> None:
    UserProfile.objects.create(user=moderator, preferred_language="en")

    hand_in(draft, author)
    outbox.deliver_due()
    [told] = postbox.mails
    assert (told["To"], told["Subject"]) == (moderator.email, f"Handed in: {TITLE}")
    assert f"author handed in “{TITLE}”" in text_of(told)
    assert f"http://testserver{address('edit', draft)}" in text_of(told)

    send_back(draft, moderator)
    outbox.deliver_due()
    told = postbox.mails[-1]
    assert (told["To"], told["Subject"]) == (author.email, f"Wijziging gevraagd: {TITLE}")
    assert REASON in text_of(told)
    assert f"http://testserver{address('edit', draft)}" in text_of(told)

    hand_in(draft, author)
    approve(signed_in(moderator), draft)
    outbox.deliver_due()
    told = postbox.mails[-1]
    assert (told["To"], told["Subject"]) == (author.email, f"Op de site: {TITLE}")
    assert f"http://testserver{draft.url}" in text_of(told)
    assert len(postbox.mails) == 4


def test_wagtail_sends_no_mail_of_its_own_beside_it(
    draft: CaseStudyPage, author: User, moderator: User
) -> None:
    hand_in(draft, author)
    send_back(draft, moderator)
    hand_in(draft, author)
    approve(signed_in(moderator), draft)

    assert mail.outbox == []
    account = soup(signed_in(moderator).get(reverse("wagtailadmin_account")))
    assert not account.select("[name^=notifications-]")
    assert account.select("[name=notices-rhythm]")


def test_the_owner_hears_of_what_a_colleague_handed_in(
    partner: PartnerPage, draft: CaseStudyPage, author: User, moderator: User
) -> None:
    editor = builders.editor(partner)
    hand_in(draft, editor)
    send_back(draft, moderator)

    assert subjects(author) == subjects(editor) == [f"Wijziging gevraagd: {TITLE}"]


def test_who_left_the_partner_hears_nothing(
    partner: PartnerPage, draft: CaseStudyPage, author: User, moderator: User
) -> None:
    hand_in(draft, author)
    author.groups.set([builders.partner("Stichting Elders").workspace.authors])
    send_back(draft, moderator)

    assert subjects(author) == []


def test_nobody_is_told_of_what_they_did(draft: CaseStudyPage, moderator: User) -> None:
    draft.owner = moderator
    draft.save()
    hand_in(draft, moderator)
    approve(signed_in(moderator), draft)

    assert CaseStudyPage.objects.get(pk=draft.pk).live
    assert subjects(moderator) == []


def test_what_is_rolled_back_is_not_told(
    draft: CaseStudyPage, author: User, moderator: User
) -> None:
    with transaction.atomic():
        draft.get_workflow().start(draft, author)
        transaction.set_rollback(True)

    assert subjects(moderator) == []


def test_a_page_that_waits_for_its_day_is_told_of_on_that_day(
    draft: CaseStudyPage, author: User
) -> None:
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    assert subjects(author) == []

    draft.revisions.update(approved_go_live_at=timezone.now())
    publish_scheduled()
    assert subjects(author) == [f"Op de site: {TITLE}"]


def test_a_comment_reaches_the_owner_and_who_talks_along(
    partner: PartnerPage, draft: CaseStudyPage, author: User, moderator: User
) -> None:
    silent = builders.editor(partner)
    asked = remark(draft, moderator, "Welke kinderen?")
    assert [letter.body.count("Welke kinderen?") for letter in waiting_for(author.email)] == [1]
    assert subjects(moderator) == []

    CommentReply.objects.create(comment=asked, user=author, text="Die van groep 3.")
    [answer] = waiting_for(moderator.email)
    assert "Die van groep 3." in answer.body
    assert len(subjects(author)) == 1
    assert subjects(silent) == []


def test_a_comment_that_is_saved_again_is_told_of_once(
    draft: CaseStudyPage, author: User, moderator: User
) -> None:
    comment = remark(draft, moderator, "Welke kinderen?")
    comment.text = "Welke kinderen precies?"
    comment.save()

    assert len(subjects(author)) == 1
