"""Editors invite colleagues, change their roles and let them leave; nothing is left without an owner."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from core.models import User
from notices import outbox
from notices.models import Mail
from partners.models import PartnerPage
from partners.people.models import Invitation, Role
from partners.people.services import forget_old_invitations
from tests import builders
from tests.admin import address, message_of, signed_in
from tests.forms import soup
from tests.postbox import Postbox, paths_in

pytestmark = pytest.mark.slow

COLLEAGUE = "sam@voorbeeld.example"
PASSWORD = "een-heel-lang-wachtwoord-van-sam"
ACCOUNT = {
    "first_name": "Sam",
    "last_name": "Bakker",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def editor(partner: PartnerPage) -> User:
    return builders.editor(partner)


def people(partner: PartnerPage) -> str:
    return reverse("people", args=[partner.pk])


def invited(
    by: User, partner: PartnerPage, postbox: Postbox, email: str = COLLEAGUE, role: str = "author"
) -> str:
    """Invite somebody; return the path in the letter."""
    signed_in(by).post(people(partner), {"email": email, "role": role})
    outbox.deliver_due()
    [path] = paths_in(postbox.to(email.lower())[-1])
    return path


def test_a_colleague_is_invited_and_writes(
    partner: PartnerPage, editor: User, postbox: Postbox, client: Client
) -> None:
    link = invited(editor, partner, postbox)
    page = client.get(link).content.decode()
    assert partner.title in page
    assert COLLEAGUE in page
    client.post(link, ACCOUNT)

    colleague = User.objects.get(email=COLLEAGUE)
    assert list(colleague.groups.all()) == [partner.workspace.authors]
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert User.objects.get(username=COLLEAGUE).check_password(PASSWORD)
    assert PageLogEntry.objects.filter(action="partners.join", user=colleague).exists()


@pytest.mark.parametrize("ending", ["used", "withdrawn", "expired", "invited again", "made up"])
def test_an_invitation_that_ended_lets_nobody_in(
    partner: PartnerPage, editor: User, postbox: Postbox, client: Client, ending: str
) -> None:
    link = invited(editor, partner, postbox)
    if ending == "used":
        Client().post(link, ACCOUNT)
        User.objects.filter(email=COLLEAGUE).delete()
    if ending == "withdrawn":
        [form] = soup(signed_in(editor).get(people(partner))).select("form[action*=invitations]")
        signed_in(editor).post(str(form["action"]))
    if ending == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    if ending == "invited again":
        assert invited(editor, partner, postbox) != link
    if ending == "made up":
        link = reverse("invitation", args=["x" * 43])

    assert client.get(link).status_code == client.post(link, ACCOUNT).status_code == 404
    assert not User.objects.filter(email=COLLEAGUE).exists()


def test_opening_the_link_does_nothing(
    partner: PartnerPage, editor: User, postbox: Postbox, client: Client
) -> None:
    client.get(invited(editor, partner, postbox))

    assert Invitation.objects.open().exists()
    assert not User.objects.filter(email=COLLEAGUE).exists()


def test_the_secret_is_kept_nowhere(partner: PartnerPage, editor: User, postbox: Postbox) -> None:
    secret = invited(editor, partner, postbox).rstrip("/").rpartition("/")[2]

    assert secret not in str(Invitation.objects.values())
    assert secret not in str(Mail.objects.values())


def test_who_has_an_account_takes_it_up_with_that_account(
    partner: PartnerPage, editor: User, postbox: Postbox
) -> None:
    known = builders.author(builders.partner("Andere Stichting"), "known")
    link = invited(editor, partner, postbox, known.email.upper())

    stranger = signed_in(builders.onlooker())
    for client in (Client(), stranger):
        client.post(link, ACCOUNT)
        assert Invitation.objects.open().exists()
    signed_in(known).post(link)
    assert partner.workspace.authors in known.groups.all()
    assert known.groups.count() == 2  # What they had elsewhere stays.


def test_a_form_that_gives_more_than_it_asks_changes_nothing(
    partner: PartnerPage, editor: User, postbox: Postbox, client: Client
) -> None:
    link = invited(editor, partner, postbox)
    more = {
        "email": "x@y.example", "username": "baas", "is_superuser": "on",
        "groups": str(partner.workspace.editors_id), "role": "editor",
    }  # fmt: skip
    client.post(link, {**ACCOUNT, **more})

    made = User.objects.get(first_name="Sam")
    assert (made.username, made.email, made.is_superuser) == (COLLEAGUE, COLLEAGUE, False)
    assert list(made.groups.all()) == [partner.workspace.authors]


def test_a_weak_password_is_refused_and_the_invitation_kept(
    partner: PartnerPage, editor: User, postbox: Postbox, client: Client
) -> None:
    link = invited(editor, partner, postbox)
    answer = client.post(link, {**ACCOUNT, "password1": COLLEAGUE, "password2": COLLEAGUE})

    assert soup(answer).select("[name=first_name][value=Sam]")
    assert soup(answer).select(".errorlist")
    assert Invitation.objects.open().exists()


def test_a_role_is_changed_but_an_editor_stays(partner: PartnerPage, editor: User) -> None:
    author = builders.author(partner)
    client = signed_in(editor)

    def change(user: User) -> str:
        url = reverse("change_role", args=[partner.pk, user.pk])
        return message_of(client.post(url, follow=True))

    assert "enige redacteur" in change(editor)
    change(author)
    assert list(author.groups.all()) == [partner.workspace.editors]
    change(editor)
    assert list(editor.groups.all()) == [partner.workspace.authors]


def test_who_leaves_hands_over_and_is_shut_out_at_once(partner: PartnerPage, editor: User) -> None:
    author = builders.author(partner)
    case = builders.case(partner, owner=author, live=False)
    leaving = signed_in(author)
    assert leaving.get(address("edit", case)).status_code == 200
    successor = builders.author(partner, "successor")
    leave = reverse("remove_person", args=[partner.pk, author.pk])
    client = signed_in(editor)
    client.get(leave)
    client.post(leave, {"successor": successor.pk})

    author.refresh_from_db()
    assert not author.is_active
    assert not author.groups.exists()
    assert Page.objects.get(pk=case.pk).owner == successor
    assert signed_in(successor).get(address("edit", case)).status_code == 200
    assert leaving.get(address("edit", case)).status_code == 302


def test_who_works_elsewhere_too_keeps_that(partner: PartnerPage, editor: User) -> None:
    author = builders.author(partner)
    other = builders.partner("Andere Stichting")
    author.groups.add(other.workspace.authors)
    leave = reverse("remove_person", args=[partner.pk, author.pk])
    signed_in(editor).post(leave, {"successor": editor.pk})

    author.refresh_from_db()
    assert author.is_active
    assert list(author.groups.all()) == [other.workspace.authors]


@pytest.mark.parametrize("successor", ["nobody", "themselves", "a stranger"])
def test_pages_go_to_a_colleague_and_to_nobody_else(
    partner: PartnerPage, editor: User, successor: str
) -> None:
    author = builders.author(partner)
    builders.case(partner, owner=author)
    chosen = {"nobody": "", "themselves": author.pk, "a stranger": builders.moderator().pk}
    leave = reverse("remove_person", args=[partner.pk, author.pk])
    answer = signed_in(editor).post(leave, {"successor": chosen[successor]})

    assert answer.status_code == 200
    assert author.groups.exists()


def test_the_only_editor_does_not_leave_authors_alone(partner: PartnerPage, editor: User) -> None:
    author = builders.author(partner)
    leave = reverse("remove_person", args=[partner.pk, editor.pk])
    answer = signed_in(editor).post(leave, {"successor": author.pk})

    assert "enige redacteur" in answer.content.decode()
    assert editor.groups.exists()


def test_a_moderator_takes_over_from_the_last_one(partner: PartnerPage, editor: User) -> None:
    moderator = builders.moderator()
    Page.objects.filter(pk=partner.pk).update(owner=editor)
    leave = reverse("remove_person", args=[partner.pk, editor.pk])
    assert signed_in(editor).post(leave, {"successor": editor.pk}).status_code == 200
    signed_in(moderator).post(leave, {"successor": moderator.pk})

    assert not editor.groups.exists()
    assert Page.objects.get(pk=partner.pk).owner == moderator


ADDRESSES = ["people", "change_role", "remove_person", "withdraw_invitation"]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("role", ["author", "editor of another", "author who owns the page"])
def test_only_own_editors_and_moderators_manage_people(
    partner: PartnerPage, editor: User, role: str, name: str
) -> None:
    other = builders.partner("Andere Stichting")
    invitation = Invitation.objects.create(
        partner=partner, role=Role.AUTHOR, email=COLLEAGUE, digest="x"
    )
    colleague = builders.author(partner, "colleague")
    who = builders.editor(other, "other") if "another" in role else builders.author(partner)
    if "owns" in role:
        Page.objects.filter(pk=partner.pk).update(owner=who)
    more = {"people": [], "withdraw_invitation": [invitation.pk]}.get(name, [colleague.pk])
    url = reverse(name, args=[partner.pk, *more])
    sent = {"email": "x@y.example", "role": "editor", "successor": editor.pk}

    answers = [signed_in(who).get(url, follow=True), signed_in(who).post(url, sent, follow=True)]
    assert COLLEAGUE not in "".join(answer.content.decode() for answer in answers)
    assert list(Invitation.objects.open()) == [invitation]
    assert list(colleague.groups.all()) == [partner.workspace.authors]


def test_nobody_but_an_administrator_may_edit_accounts(partner: PartnerPage, editor: User) -> None:
    rights = Permission.objects.filter(content_type__model__in=["user", "group"])

    assert not Group.objects.filter(permissions__in=rights).exists()
    for who in (editor, builders.moderator()):
        client = signed_in(who)
        assert client.get(reverse("wagtailusers_users:index")).status_code == 302
        assert client.get(people(partner)).status_code == 200


def test_old_invitations_are_forgotten(partner: PartnerPage) -> None:
    Invitation.objects.create(partner=partner, role=Role.AUTHOR, email=COLLEAGUE, digest="x")
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=91))
    forget_old_invitations()

    assert not Invitation.objects.exists()


def test_how_many_are_invited_is_bounded(
    partner: PartnerPage, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from partners.people import services

    monkeypatch.setattr(services, "MOST_OPEN", 1)
    for email in ("a@voorbeeld.example", "b@voorbeeld.example"):
        answer: Any = signed_in(editor).post(people(partner), {"email": email, "role": "author"})

    assert answer.status_code == 200
    assert Invitation.objects.count() == 1
