"""Row 18 of the faults: no address that somebody types is ever fetched by the site."""

import json
import socket
from collections.abc import Iterator

import pytest
from django.test import Client

from core.models import User
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.forms import filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


class Listener:
    """A server inside the network: it only knows whether somebody came by."""

    def __init__(self, server: socket.socket) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}/admin?v=1"

    def was_asked(self) -> bool:
        # The kernel accepts a connection, so that it waits here even if nobody answers it.
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def inside() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Listener(server)


@pytest.fixture
def partner() -> PartnerPage:
    return builders.partner()


@pytest.fixture
def author(client: Client, partner: PartnerPage) -> User:
    account = builders.author(partner)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return account


def rich_text(address: str) -> str:
    """Return what the editor would post for an embed between two words."""
    block = {"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    embed = {"key": 0, "offset": 0, "length": 1}
    return json.dumps({
        "blocks": [
            {**block, "text": "Begin", "entityRanges": []},
            {**block, "key": "b", "type": "atomic", "text": " ", "entityRanges": [embed]},
            {**block, "key": "c", "text": "Eind", "entityRanges": []},
        ],
        "entityMap": {"0": {"type": "EMBED", "mutability": "IMMUTABLE",
                            "data": {"url": address, "embedType": "video"}}},
    })  # fmt: skip


def test_the_listener_notices_who_comes_by(inside: Listener) -> None:
    socket.create_connection(inside.server.getsockname()).close()
    assert inside.was_asked()
    assert not inside.was_asked()


@pytest.mark.parametrize("name", ["chooser/", "chooser/upload/"])
def test_there_is_no_chooser_of_embeds(
    client: Client, author: User, inside: Listener, name: str
) -> None:
    fields = {"embed-chooser-url": inside.address}
    assert client.get(f"/beheer/embeds/{name}", fields).status_code == 404
    assert client.post(f"/beheer/embeds/{name}", fields).status_code == 404
    assert not inside.was_asked()


def test_an_embed_that_is_posted_by_hand_is_not_kept(
    client: Client, author: User, partner: PartnerPage, inside: Listener
) -> None:
    page = builders.case(partner, live=False, owner=author)
    address = f"/beheer/pages/{page.pk}/edit/"
    posted = filled_in(client.get(address))
    posted["story-count"] = "2"
    blocks = {"paragraph": rich_text(inside.address), "embed": inside.address}
    for number, (kind, value) in enumerate(blocks.items()):
        posted.update({
            f"story-{number}-type": kind,
            f"story-{number}-value": value,
            f"story-{number}-order": str(number),
            f"story-{number}-deleted": "",
            f"story-{number}-id": "",
        })  # fmt: skip

    assert client.post(address, posted).status_code == 302

    kept = CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    [paragraph] = kept.story
    assert "Begin" in str(paragraph)
    assert "Eind" in str(paragraph)
    assert inside.address not in kept.to_json()
    kept.save_revision().publish()
    assert client.get(page.url).status_code == 200
    assert not inside.was_asked()


def test_an_embed_that_is_stored_shows_nothing(
    client: Client, partner: PartnerPage, inside: Listener
) -> None:
    html = f'<p>Begin</p><embed embedtype="media" url="{inside.address}"/><p>Eind</p>'
    page = builders.case(partner, story=[("paragraph", html)])

    shown = client.get(page.url).content.decode()

    assert "Begin" in shown
    assert "Eind" in shown
    assert inside.address not in shown
    assert not inside.was_asked()
