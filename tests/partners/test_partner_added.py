"""A moderator adds a partner, changes its name and removes it: what happens to its people's rights."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from core.models import Picture, User
from interventions.models import CaseStudyPage
from partners.models import CoalitionIndexPage, PartnerPage
from tests import builders
from tests.admin import address, address_to_add, error_at, signed_in, write
from tests.forms import soup

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


def add_partner(moderator: Client, title: str, **typed: object) -> Any:
    coalition = CoalitionIndexPage.objects.get()
    values: dict[str, object] = {"kind": "foundation", "summary": f"{title}.", **typed}
    return write(moderator, address_to_add(PartnerPage, coalition), title=title, **values)


def test_a_new_partner_can_begin_at_once(moderator: Client, client: Client) -> None:
    assert add_partner(moderator, "Nieuwe Stichting", action__publish="1").status_code == 302

    partner = PartnerPage.objects.get(title="Nieuwe Stichting")
    assert client.get(partner.url).status_code == 200
    for role in ("authors", "editors"):
        member = builders.user(f"one-of-{role}", getattr(partner.workspace, role))
        add_case = address_to_add(CaseStudyPage, partner)
        assert signed_in(member).get(add_case).status_code == 200
        assert _collections_to_upload_to(member) == ["Nieuwe Stichting"]
    assert str(partner.workspace.authors).startswith("Nieuwe Stichting – auteurs")
    assert str(partner.workspace.editors).startswith("Nieuwe Stichting – redacteuren")


def _collections_to_upload_to(member: User) -> list[str]:
    form = soup(signed_in(member).get(reverse("wagtailimages:add")))
    choices = [option.get_text(strip=True) for option in form.select("[name=collection] option")]
    # Where there is one collection Wagtail asks nothing.
    upload = {
        "title": "Foto",
        "description": "Een plein",
        "file": SimpleUploadedFile("plein.png", builders.png()),
    }
    if not choices:
        signed_in(member).post(reverse("wagtailimages:add"), upload)
        return [Picture.objects.order_by("pk").last().collection.name]
    return choices


def test_a_partner_without_a_kind_is_not_added(moderator: Client) -> None:
    answer = add_partner(moderator, "Nieuwe Stichting", kind="", action__publish="1")

    assert error_at(answer, "kind")
    assert not PartnerPage.objects.exists()
    assert not Collection.objects.filter(name="Nieuwe Stichting").exists()


def test_groups_and_collection_follow_the_name(partner: PartnerPage, moderator: Client) -> None:
    member = builders.author(partner)
    new_name = {"title": "Stichting Anders", "action__publish": "1"}
    write(moderator, address("edit", partner), **new_name)

    [group] = member.groups.all()
    assert group.name.startswith("Stichting Anders – auteurs")
    partner = PartnerPage.objects.get(pk=partner.pk)
    assert partner.workspace.collection.name == "Stichting Anders"
    add_case = address_to_add(CaseStudyPage, partner)
    assert signed_in(member).get(add_case).status_code == 200


def test_two_partners_of_one_name_stay_apart(partner: PartnerPage, moderator: Client) -> None:
    add_partner(moderator, partner.title, slug="nog-een", action__publish="1")

    other = PartnerPage.objects.get(slug="nog-een")
    assert other.workspace.authors != partner.workspace.authors
    member = signed_in(builders.author(other))
    assert member.get(address_to_add(CaseStudyPage, other)).status_code == 200
    assert member.get(address_to_add(CaseStudyPage, partner)).status_code == 302


def test_nobody_keeps_rights_through_a_partner_that_is_gone(
    partner: PartnerPage, moderator: Client
) -> None:
    member = builders.author(partner)
    picture = builders.picture(partner.workspace.collection)
    case = builders.case(partner)

    moderator.post(address("delete", partner))

    assert not Page.objects.filter(pk__in=[partner.pk, case.pk]).exists()
    assert not Group.objects.filter(name__startswith=partner.title).exists()
    assert signed_in(member).get("/beheer/").status_code == 302, "no way into the admin is left"
    # Pictures may stand elsewhere; a moderator decides on them.
    picture_page = reverse("wagtailimages:edit", args=[picture.pk])
    assert moderator.get(picture_page).status_code == 200
