"""Rows 16 and 17 of the faults: a file that is no picture, or too much of one, is a form error."""

import json
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from core.models import Picture
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def saved(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def photo() -> bytes:
    return saved(Image.effect_noise((400, 300), 60).convert("RGB"), "JPEG")


def empty_png(width: int, height: int) -> bytes:
    """Return a PNG that claims to be large and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def truncated_png() -> bytes:
    whole = saved(Image.effect_noise((300, 300), 60), "PNG")
    return whole[: len(whole) // 2]


BAD = {
    "truncated jpeg": ("foto.jpg", lambda: photo()[:3000]),
    "truncated png": ("foto.png", truncated_png),
    "400 megapixel": ("groot.png", lambda: empty_png(20_000, 20_000)),
    "120 megapixel of one bit": ("bit.png", lambda: saved(Image.new("1", (12_000, 10_000)), "PNG")),
    "41 megapixel": ("net.png", lambda: saved(Image.new("1", (8_200, 5_000)), "PNG")),
    "svg": ("foto.jpg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "html": ("foto.jpg", lambda: b"<!doctype html><script>alert(1)</script>"),
    "exe": ("foto.jpg", lambda: b"MZ\x90\0" + bytes(4000)),
    "svg by name": ("foto.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "png named jpg": ("foto.jpg", lambda: saved(Image.new("RGB", (20, 20)), "PNG")),
    "empty": ("foto.jpg", lambda: b""),
}


def single(client: Client, file: SimpleUploadedFile) -> str:
    return _form(client, "wagtailimages:add", "", file)


def chooser(client: Client, file: SimpleUploadedFile) -> str:
    return _form(client, "wagtailimages_chooser:create", "image-chooser-upload-", file)


def _form(client: Client, view: str, prefix: str, file: SimpleUploadedFile) -> str:
    fields = {
        "title": "Foto", "description": "Kinderen op een plein", "tags": "",
        "collection": Collection.get_first_root_node().pk, "file": file,
    }  # fmt: skip
    answer = client.post(
        reverse(view), {f"{prefix}{name}": value for name, value in fields.items()}
    )
    assert answer.status_code in {200, 302}
    return answer.text


def multiple(client: Client, file: SimpleUploadedFile) -> str:
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Foto", "collection": Collection.get_first_root_node().pk, "files[]": file},
    )
    assert answer.status_code == 200
    data = json.loads(answer.content)
    return "" if data["success"] else f"error-message {data['error_message']}"


ROUTES = {"single": single, "multiple": multiple, "chooser": chooser}


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("upload", ROUTES.values(), ids=ROUTES)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_form_error(moderator: Client, upload: Any, name: str) -> None:
    filename, make = BAD[name]
    content = make()
    assert len(content) < 2_000_000
    said = upload(moderator, SimpleUploadedFile(filename, content, "image/jpeg"))
    assert "error-message" in said
    assert not Picture.objects.exists()


def test_a_picture_that_is_too_large_is_told_so(moderator: Client) -> None:
    for name in ("400 megapixel", "120 megapixel of one bit", "41 megapixel"):
        filename, make = BAD[name]
        assert "40 megapixel" in single(moderator, SimpleUploadedFile(filename, make()))


@pytest.mark.parametrize("upload", [single, chooser], ids=["single", "chooser"])
def test_a_good_picture_is_taken(moderator: Client, upload: Any) -> None:
    upload(moderator, SimpleUploadedFile("foto.jpg", photo(), "image/jpeg"))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (400, 300)


def test_of_many_each_good_picture_is_asked_its_description(moderator: Client) -> None:
    """It becomes a picture once that is given; the upload itself is kept."""
    assert multiple(moderator, SimpleUploadedFile("foto.jpg", photo(), "image/jpeg")) == ""
    upload = UploadedFile.objects.get()
    prefix = f"uploaded-image-{upload.pk}-"
    fields = {"title": "Foto", "collection": Collection.get_first_root_node().pk, "tags": ""}
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    for description, success in [("", False), ("Kinderen op een plein", True)]:
        sent = {**fields, "description": description}
        answer = moderator.post(address, {f"{prefix}{name}": sent[name] for name in sent})
        assert answer.json()["success"] is success
    assert Picture.objects.get().description == "Kinderen op een plein"


def test_a_picture_without_a_description_is_refused(moderator: Client) -> None:
    answer = moderator.post(
        reverse("wagtailimages:add"),
        {
            "title": "Foto",
            "collection": Collection.get_first_root_node().pk,
            "file": SimpleUploadedFile("foto.jpg", photo(), "image/jpeg"),
        },
    )
    assert answer.status_code == 200
    assert not Picture.objects.exists()
