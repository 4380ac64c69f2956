"""Evaluations and documents are searched with their case, as long as everybody may see them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.db.models.signals import post_save
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.models import MediaDocument
from core.tasks import JOBS
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from tests import builders, pdfs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.elasticsearch,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

Listed = Callable[[str], list[str]]


def run_queued_tasks() -> None:
    """Do what the worker does; it commits, which a test on a rolled back database cannot."""
    for queued in DBTaskResult.objects.ready():
        queued.task.call(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
        queued.delete()


@pytest.fixture
def listed(settle: Callable[[], None]) -> Listed:
    """Return what gives the titles that the list shows for a search text."""

    def titles(q: str) -> list[str]:
        settle()
        results = Client().get("/interventies/", {"q": q}).context["results"]
        return [card.title for card in results.cards]

    return titles


@pytest.fixture
def collection() -> Any:
    return Collection.get_first_root_node().add_child(name="Verslagen")


def fail(**kwargs: Any) -> None:
    raise DatabaseError


def pdf(collection: Any, text: str, title: str = "Verslag") -> MediaDocument:
    return MediaDocument.objects.create(
        title=title, file=ContentFile(pdfs.pdf_of(text), "verslag.pdf"), collection=collection
    )


def case_with(document: MediaDocument, title: str = "Samen koken") -> CaseStudyPage:
    story = [("document", {"document": document, "description": ""})]
    return builders.case(builders.partner(title), title, story=story)


# --- Evaluations ----------------------------------------------------------------------------


def test_an_evaluation_leads_to_its_case(listed: Listed) -> None:
    case = builders.case(builders.partner(), "Samen koken")
    evaluation = builders.evaluation(case, title="Zwaluwstudie", summary="Over ooievaars.")
    assert listed("zwaluwstudie") == listed("ooievaars") == ["Samen koken"]
    evaluation.summary = "Over kieviten."
    evaluation.save_revision().publish()
    assert listed("ooievaars") == []
    EvaluationPage.objects.get(pk=evaluation.pk).unpublish()
    assert listed("kieviten") == []


def test_what_an_evaluation_measured_and_what_else_came_of_it_lead_to_its_case(
    listed: Listed,
) -> None:
    case = builders.case(builders.partner(), "Samen naar school")
    builders.evaluation(
        case,
        side_effects="Er kwamen meer ooievaars.",
        findings=[builders.finding(measure="Kievitentoets")],
    )
    assert listed("ooievaars") == listed("kievitentoets") == ["Samen naar school"]


def test_a_private_evaluation_leads_nowhere(listed: Listed) -> None:
    case = builders.case(builders.partner(), "Samen koken")
    evaluation = builders.evaluation(case, summary="Over ooievaars.")
    restriction = PageViewRestriction(page=evaluation, restriction_type="login")
    restriction.save()
    assert listed("ooievaars") == []
    restriction.delete()
    run_queued_tasks()
    assert listed("ooievaars") == ["Samen koken"]


def test_an_evaluation_of_a_private_partner_is_not_found_elsewhere(listed: Listed) -> None:
    owner = builders.partner("Partner Noord")
    elsewhere = builders.case(builders.partner("Partner Zuid"), "Elders")
    case = builders.case(owner, "Samen koken")
    evaluation = builders.evaluation(case, summary="Over ooievaars.")
    evaluation.further_cases.add(FurtherCase(case=elsewhere))
    evaluation.save_revision().publish()
    assert set(listed("ooievaars")) == {"Samen koken", "Elders"}
    restriction = PageViewRestriction(page=owner, restriction_type="login")
    restriction.save()
    assert listed("ooievaars") == []
    # What is written while it is private comes back with what was left out.
    case.save_revision().publish()
    restriction.delete()
    run_queued_tasks()
    assert set(listed("ooievaars")) == {"Samen koken", "Elders"}


def test_an_evaluation_takes_its_words_along(listed: Listed) -> None:
    owner = builders.partner()
    builders.evaluation(builders.case(owner, "Eerst"), summary="Over ooievaars.")
    builders.case(owner, "Later")
    EvaluationPage.objects.get().move(CaseStudyPage.objects.get(title="Later"), pos="last-child")
    assert listed("ooievaars") == ["Later"]
    EvaluationPage.objects.get().delete()
    assert listed("ooievaars") == []


# --- Documents ------------------------------------------------------------------------------


def test_a_document_leads_to_its_case_once_it_is_read(listed: Listed, collection: Any) -> None:
    case_with(pdf(collection, "Over ooievaars in de stad", title="Vogeltelling"))
    assert listed("vogeltelling") == ["Samen koken"]
    assert listed("ooievaars") == []
    run_queued_tasks()
    assert listed("ooievaars") == ["Samen koken"]


def test_a_document_that_is_linked_in_the_text_counts_too(listed: Listed, collection: Any) -> None:
    document = pdf(collection, "Over ooievaars")
    text = f'<p>Lees <a linktype="document" id="{document.pk}">het verslag</a>.</p>'
    builders.case(builders.partner(), "Samen koken", story=[("paragraph", text)])
    run_queued_tasks()
    assert listed("ooievaars") == ["Samen koken"]


def test_a_document_that_is_replaced_is_found_by_its_new_words(
    listed: Listed, collection: Any
) -> None:
    document = pdf(collection, "Over ooievaars")
    case_with(document)
    run_queued_tasks()
    document.refresh_from_db()
    document.file = ContentFile(pdfs.pdf_of("Over kieviten"), "nieuw.pdf")
    document.save()
    assert listed("ooievaars") == []
    run_queued_tasks()
    assert listed("kieviten") == ["Samen koken"]
    document.delete()
    assert listed("kieviten") == []


def test_a_document_from_before_they_were_read_is_read_at_night(
    listed: Listed, collection: Any
) -> None:
    case_with(pdf(collection, "Over ooievaars"))
    DBTaskResult.objects.all().delete()
    [reading] = [job for job in JOBS if job.name == "read documents that are left"]
    reading.run()
    run_queued_tasks()
    assert listed("ooievaars") == ["Samen koken"]
    reading.run()
    assert not DBTaskResult.objects.exists()


def test_a_document_in_a_private_collection_leads_nowhere(listed: Listed, collection: Any) -> None:
    case_with(pdf(collection, "Over ooievaars"))
    run_queued_tasks()
    restriction = CollectionViewRestriction(collection=collection, restriction_type="login")
    restriction.save()
    assert listed("ooievaars") == listed("verslag") == []
    restriction.delete()
    assert listed("ooievaars") == ["Samen koken"]

    closed = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction(collection=closed, restriction_type="login").save()
    Collection.objects.get(pk=collection.pk).move(
        Collection.objects.get(pk=closed.pk), "sorted-child"
    )
    assert listed("ooievaars") == []


def test_privacy_and_words_change_together_or_not_at_all(listed: Listed, collection: Any) -> None:
    case_with(pdf(collection, "Over ooievaars"))
    run_queued_tasks()
    restriction = CollectionViewRestriction(collection=collection, restriction_type="login")
    post_save.connect(fail, sender=CollectionViewRestriction)
    try:
        with pytest.raises(DatabaseError):
            restriction.save()
    finally:
        post_save.disconnect(fail, sender=CollectionViewRestriction)
    assert not CollectionViewRestriction.objects.exists()
    assert listed("ooievaars") == ["Samen koken"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", pdfs.locked_pdf("Over ooievaars")])
def test_a_file_that_cannot_be_read_does_no_harm(
    listed: Listed, collection: Any, content: bytes
) -> None:
    case_with(
        MediaDocument.objects.create(
            title="Verslag", file=ContentFile(content, "verslag.pdf"), collection=collection
        )
    )
    run_queued_tasks()
    assert not DBTaskResult.objects.exists()
    assert listed("ooievaars") == []
    assert listed("verslag") == ["Samen koken"]


def test_the_card_says_what_the_words_are_in(settle: Callable[[], None], collection: Any) -> None:
    case = case_with(pdf(collection, "Over ooievaars in de stad"))
    builders.evaluation(case, summary="Over kieviten in de wei.")
    run_queued_tasks()
    settle()

    def card(q: str) -> tuple[str, str]:
        [found] = Client().get("/interventies/", {"q": q}).context["results"].cards
        return found.found_in, next(part.text for part in found.excerpt_parts if part.match)

    assert card("ooievaars") == ("documents", "ooievaars")
    assert card("kieviten") == ("evaluations", "kieviten")
    html = Client().get("/interventies/?q=kieviten").content.decode()
    assert "Gevonden in een evaluatie" in html
    assert "Gevonden in" not in Client().get("/interventies/?q=koken").content.decode()
