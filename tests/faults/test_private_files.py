"""Row 13 of the faults: the files of a private collection are not to be had by guessing their address."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from core.models import MediaDocument, Picture
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

TEXT = b"%PDF-1.4 only for partners"


@pytest.fixture
def collection() -> Any:
    return Collection.get_first_root_node().add_child(name="Besloten")


@pytest.fixture
def picture(collection: Any) -> Picture:
    file = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(file, "JPEG")
    return Picture.objects.create(
        title="Foto", file=ContentFile(file.getvalue(), "foto.jpg"), collection=collection
    )


@pytest.fixture
def document(collection: Any) -> MediaDocument:
    return MediaDocument.objects.create(
        title="Verslag", file=ContentFile(TEXT, "verslag.pdf"), collection=collection
    )


@pytest.fixture
def addresses(picture: Picture, document: MediaDocument) -> list[str]:
    """Every address at which the files could be asked for."""
    rendition = picture.get_rendition("max-320x320")
    return [
        picture.file.url,
        rendition.file.url,
        document.url,
        document.file.url,
        f"/documenten/{document.pk}/anders.pdf",
        f"/media/images/../{document.file.name}",
        f"/media/{document.file.name.replace('/', '//')}",
        f"/media/./{picture.file.name}",
        f"/media/images/../{picture.file.name}",
    ]


def restrict(collection: Any) -> None:
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


def fetch(client: Client, address: str) -> Any:
    """Return the answer, and under ``body`` what it holds: reading it closes the file."""
    answer: Any = client.get(address)
    answer.body = answer.getvalue()
    return answer


def test_public_files_are_served(client: Client, addresses: list[str]) -> None:
    original, rendition, document, *others = addresses
    for address in (original, rendition, document):
        assert fetch(client, address).status_code == 200, address
    # A document has one address, where its privacy is asked after.
    for address in others:
        assert fetch(client, address).status_code == 404, address


def test_private_files_are_not(client: Client, collection: Any, addresses: list[str]) -> None:
    restrict(collection)
    for address in addresses:
        answer = fetch(client, address)
        assert answer.status_code in {302, 403, 404}, address
        assert TEXT not in answer.body
        assert b"JFIF" not in answer.body


def test_a_collection_under_a_private_one_is_private_too(
    client: Client, collection: Any, addresses: list[str]
) -> None:
    outer = Collection.get_first_root_node().add_child(name="Buitenste")
    collection.move(outer, pos="sorted-child")
    restrict(outer)
    for address in addresses:
        assert fetch(client, address).status_code in {302, 403, 404}, address


def test_who_may_see_them_does_and_no_cache_keeps_them(
    client: Client, collection: Any, addresses: list[str]
) -> None:
    restrict(collection)
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    for address in addresses[:3]:
        answer = fetch(client, address)
        assert answer.status_code == 200, address
        assert "public" not in answer.headers.get("Cache-Control", "")


def test_a_picture_says_that_it_is_nothing_to_run(client: Client, picture: Picture) -> None:
    answer = fetch(client, picture.file.url)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_document_is_downloaded_and_runs_nothing(client: Client, document: MediaDocument) -> None:
    answer = fetch(client, document.url)
    assert answer["Content-Disposition"].startswith(("attachment", "inline"))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_there_is_no_other_way_to_a_picture(client: Client, picture: Picture) -> None:
    """Wagtail's own view for pictures, which asks after no privacy, is not there."""
    with pytest.raises(NoReverseMatch):
        reverse("wagtailimages_serve", args=["signature", picture.pk, "width-100"])
