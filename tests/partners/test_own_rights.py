"""What authors and editors may do with the pages of their own partner, and what only moderators may."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import builders
from tests.admin import address, signed_in
from tests.forms import filled_in
from tests.partners.coalition import Member, member

pytestmark = pytest.mark.slow


@pytest.fixture
def own(site: Any) -> Member:
    return member("a")


@pytest.mark.parametrize(
    ("role", "verb", "subject", "allowed"),
    [
        ("author", "edit", "draft", True),
        ("author", "view_draft", "draft", True),
        ("author", "history", "draft", True),
        ("author", "copy", "draft", True),
        ("author", "edit", "partner", False),
        ("author", "set_privacy", "draft", False),
        ("author", "unpublish", "live", False),
        ("author", "delete", "live", False),
        ("colleague", "edit", "draft", False),
        ("colleague", "history", "draft", False),
        ("colleague", "delete", "draft", False),
        ("editor", "edit", "draft", True),
        ("editor", "edit", "live", True),
        ("editor", "edit", "partner", True),
        ("editor", "set_privacy", "live", False),
        ("editor", "set_privacy", "partner", False),
        ("editor", "unpublish", "live", False),
        ("editor", "unpublish", "partner", False),
        ("editor", "delete", "partner", False),
        ("editor", "move", "partner", False),
    ],
)
def test_who_may_do_what_at_home(
    own: Member, role: str, verb: str, subject: str, allowed: bool
) -> None:
    response = signed_in(getattr(own, role)).get(address(verb, getattr(own, subject)))
    assert (response.status_code == 200) is allowed


@pytest.mark.parametrize("role", ["author", "colleague", "editor"])
@pytest.mark.parametrize("subject", ["draft", "live", "in_review"])
def test_the_guided_form_opens_for_who_may_edit_in_the_admin(
    own: Member, role: str, subject: str
) -> None:
    client, case = signed_in(getattr(own, role)), getattr(own, subject)
    guided = client.get(reverse("guided_step", args=[case.pk, "wat"]))
    assert (guided.status_code == 200) is (client.get(address("edit", case)).status_code == 200)


@pytest.mark.parametrize("role", ["author", "editor"])
def test_nobody_of_a_partner_publishes(own: Member, role: str) -> None:
    client = signed_in(getattr(own, role))
    edit = address("edit", own.draft)

    client.post(edit, filled_in(client.get(edit), title="Klaar", **{"action-publish": "1"}))

    own.draft.refresh_from_db()
    assert own.draft.get_latest_revision_as_object().title == "Klaar"
    assert not own.draft.live


def test_an_author_hands_in_for_moderation(own: Member) -> None:
    client = signed_in(own.author)
    edit = address("edit", own.draft)

    client.post(edit, filled_in(client.get(edit), **{"action-submit": "1"}))

    assert Page.objects.get(pk=own.draft.pk).workflow_in_progress
    assert not Page.objects.get(pk=own.draft.pk).live


@pytest.mark.parametrize("route", ["page", "api", "bulk"])
def test_no_editor_takes_away_a_partner_that_is_still_a_draft(site: Any, route: str) -> None:
    """It carries their own rights; Wagtail lets who may change a draft delete it."""
    partner = builders.partner("Nieuwe partner")
    partner.unpublish()
    client = signed_in(builders.editor(partner))
    route_to = {
        "page": address("delete", partner),
        "api": reverse("wagtailadmin_api:pages:action", args=[partner.pk, "delete"]),
        "bulk": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id={partner.pk}",
    }

    client.post(route_to[route])

    assert Page.objects.filter(pk=partner.pk).exists()
