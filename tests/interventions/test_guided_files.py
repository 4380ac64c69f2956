"""A picture and documents in the guided form: where they go, and what is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from core.models import MediaDocument, Picture
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.admin import address
from tests.faults.test_bad_images import BAD
from tests.guided import answer, notices, saved, step_address, typed_in

pytestmark = pytest.mark.slow

ALT = "Kinderen fietsen over een brug."


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(partner: PartnerPage, author: Client) -> CaseStudyPage:
    writer = partner.workspace.authors.user_set.get()
    return builders.case(partner, live=False, owner=writer)


def send(client: Client, case: CaseStudyPage, files: dict[str, Any], **typed: object) -> Any:
    """Choose files and type beside them; ``document__title`` is the title of the document."""
    at = step_address(case, "beeld")
    form: QueryDict = typed_in(client.get(at), **typed)
    data = {name: values if len(values) > 1 else values[0] for name, values in form.lists()}
    return client.post(at, {**data, **files})


def photo(name: str = "brug.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, builders.png(), "image/png")


def plan(name: str = "draaiboek.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"een;twee\n", "text/csv")


def test_a_picture_goes_to_the_partner_with_what_is_in_it(
    author: Client, case: CaseStudyPage, partner: PartnerPage
) -> None:
    send(author, case, {"picture-file": photo()}, picture__description=ALT)

    picture = Picture.objects.get()
    assert saved(case).lead_image == picture
    assert (picture.description, picture.title) == (ALT, "brug")
    assert picture.collection == partner.workspace.collection
    assert picture.uploaded_by_user.username == "author"
    assert ALT in author.get(step_address(case, "beeld")).text


def test_a_picture_without_a_word_on_it_is_not_kept(author: Client, case: CaseStudyPage) -> None:
    refused = send(author, case, {"picture-file": photo()}, picture__credit="Studio Brug")

    assert refused.status_code == 200
    assert "Nog niet bewaard" in notices(refused)
    assert typed_in(refused)["picture-credit"] == "Studio Brug"
    assert not Picture.objects.exists()


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_good_picture_is_told_and_not_kept(
    author: Client, case: CaseStudyPage, kind: str
) -> None:
    name, content = BAD[kind]
    file = SimpleUploadedFile(name, content(), "image/jpeg")
    refused = send(author, case, {"picture-file": file}, picture__description=ALT)

    assert refused.status_code == 200
    assert typed_in(refused)["picture-description"] == ALT
    assert not Picture.objects.exists()
    assert saved(case).lead_image is None


def test_a_picture_that_the_partner_has_is_chosen_or_left_out(
    author: Client, case: CaseStudyPage, partner: PartnerPage
) -> None:
    own = builders.picture(partner.workspace.collection)
    answer(author, step_address(case, "beeld"), lead_image=own.pk)
    assert saved(case).lead_image == own
    answer(author, step_address(case, "beeld"), lead_image="")
    assert saved(case).lead_image is None


def test_a_picture_of_another_partner_is_neither_shown_nor_taken(
    author: Client, case: CaseStudyPage
) -> None:
    other = builders.partner("Een andere stichting")
    secret = builders.picture(other.workspace.collection, "Geheim")
    at = step_address(case, "beeld")
    assert "Geheim" not in author.get(at).text

    form = typed_in(author.get(at))
    form["lead_image"] = str(secret.pk)
    assert author.post(at, form).status_code == 403
    assert saved(case).lead_image is None


def test_nobody_puts_a_file_in_another_collection(
    author: Client, case: CaseStudyPage, partner: PartnerPage
) -> None:
    other = builders.partner("Een andere stichting")
    partner.workspace.authors.user_set.get().groups.add(other.workspace.authors)
    at = step_address(case, "beeld")
    data = {**typed_in(author.get(at)).dict(), "picture-file": photo(),
            "picture-description": ALT, "picture-collection": other.workspace.collection.pk,
            "document-file": plan(), "document-title": "Draaiboek",
            "document-collection": other.workspace.collection.pk}  # fmt: skip
    author.post(at, data)

    own = partner.workspace.collection
    assert (Picture.objects.get().collection, MediaDocument.objects.get().collection) == (own, own)


def test_documents_stand_below_the_story_and_are_taken_away(
    author: Client, case: CaseStudyPage, partner: PartnerPage, client: Client
) -> None:
    answer(author, step_address(case, "hoe"), story_text="Het begon met een fiets.")
    send(author, case, {"document-file": plan()}, document__title="Draaiboek")
    send(author, case, {"document-file": plan("brief.csv")}, document__title="Brief")

    story = saved(case).story
    assert [block.block_type for block in story] == ["paragraph", "document", "document"]
    document = MediaDocument.objects.get(title="Draaiboek")
    assert document.collection == partner.workspace.collection

    answer(author, step_address(case, "hoe"), story_text="Het begon anders.")
    assert [block.block_type for block in saved(case).story] == [
        "paragraph",
        "document",
        "document",
    ]
    assert "Het begon anders." in str(saved(case).story)

    answer(author, step_address(case, "beeld"), taken_away=[document.pk])
    assert [block.value["document"].title for block in saved(case).story[1:]] == ["Brief"]
    assert MediaDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize(("name", "title"), [("plan.exe", "Draaiboek"), ("plan.csv", "")])
def test_a_document_of_another_kind_or_without_a_name_is_not_kept(
    author: Client, case: CaseStudyPage, name: str, title: str
) -> None:
    refused = send(author, case, {"document-file": plan(name)}, document__title=title)
    assert refused.status_code == 200
    assert not MediaDocument.objects.exists()


def test_a_story_that_is_more_than_text_gets_no_document_here(
    author: Client, partner: PartnerPage
) -> None:
    story = [{"type": "heading", "value": "Hoe het begon"}]
    writer = partner.workspace.authors.user_set.get()
    case = builders.case(partner, "Met een kop", live=False, owner=writer, story=story)
    shown = author.get(step_address(case, "beeld"))
    assert "document-file" not in shown.text
    assert address("edit", case) in shown.text

    data = {**typed_in(shown).dict(), "document-file": plan(), "document-title": "Draaiboek"}
    author.post(step_address(case, "beeld"), data)
    assert not MediaDocument.objects.exists()
    assert len(saved(case).story) == 1
