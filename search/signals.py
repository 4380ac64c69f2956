"""Which changes reach the index, and how: always in the transaction of the change."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from core.models import MediaDocument
from core.signals import page_written
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from partners.models import CoalitionIndexPage, PartnerPage
from search.models import CaseRecord
from search.services import (
    cases_within,
    index_cases,
    index_cases_with_documents,
    index_section,
    record_cases,
)
from search.tasks import WORDS, index_cases_below, index_cases_with, read_later


def case_written(sender: type, page: CaseStudyPage, **kwargs: Any) -> None:
    # What its evaluations say of cases elsewhere is public as long as the case itself is.
    index_cases({page.pk, *cases_within(page)})


def section_written(sender: type, page: PartnerPage | CoalitionIndexPage, **kwargs: Any) -> None:
    """Cases come and go with the pages above them; to tell what changed costs less than to write."""
    live = CaseStudyPage.objects.filter(path__startswith=page.path, live=True).values("pk")
    if CaseRecord.objects.filter(page_id__in=live).exclude(visible=page.live).exists():
        section_changed(page)


def case_deleted(sender: type, instance: CaseStudyPage, **kwargs: Any) -> None:
    record_cases([instance.pk])


def evaluation_written(sender: type, page: EvaluationPage, **kwargs: Any) -> None:
    index_cases(cases_within(page))


def evaluation_deleted(sender: type, instance: EvaluationPage, **kwargs: Any) -> None:
    if instance.case_id:
        index_cases([instance.case_id])


def further_case_removed(sender: type, instance: FurtherCase, **kwargs: Any) -> None:
    """A case that an evaluation no longer names; those that it names are written with it."""
    index_cases([instance.case_id])


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A move saves the page once, as ``Page``, and nothing for what hangs under it."""
    section_changed(instance)
    # The name of its partner is among the words of a case.
    index_cases(CaseStudyPage.objects.filter(pk=instance.pk).values_list("pk", flat=True))


def privacy_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    section_changed(instance.page)


def section_changed(page: Page) -> None:
    if index_section(page):
        index_cases_below.enqueue(page.path)


def document_written(sender: type, instance: MediaDocument, **kwargs: Any) -> None:
    index_cases_with_documents([instance.pk])
    read_later(MediaDocument.objects.filter(pk=instance.pk))


def document_deleted(sender: type, instance: MediaDocument, **kwargs: Any) -> None:
    index_cases_with_documents([instance.pk])


def collection_privacy_changed(
    sender: type, instance: CollectionViewRestriction, **kwargs: Any
) -> None:
    index_collection(instance.collection_id)


def index_collection(pk: int) -> None:
    """Write the cases again with documents in a collection, or in one under it."""
    # As the database has it: a collection that is added may push others along in the tree.
    for collection in Collection.objects.filter(pk=pk):
        documents = MediaDocument.objects.filter(collection__path__startswith=collection.path)
        index_cases_with_documents(documents.values_list("pk", flat=True))


_move_collection = Collection.move


@transaction.atomic
def move_collection(collection: Collection, *args: Any, **kwargs: Any) -> None:
    """Move a collection, of which the tree tells nobody, to where it may be as private as others."""
    _move_collection(collection, *args, **kwargs)
    index_collection(collection.pk)


def words_changed(
    sender: type[Model], instance: Model, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    """Words that stand in the texts of cases: these may be many, so the worker writes them."""
    names = set(WORDS[sender].fields).intersection(update_fields or WORDS[sender].fields)
    saved = {name: getattr(instance, name) for name in names}
    stored = sender._default_manager.filter(pk=instance.pk)
    if saved and stored.exists() and not stored.filter(**saved).exists():
        index_cases_with.enqueue(sender._meta.label, str(instance.pk))


def connect() -> None:
    page_written.connect(case_written, sender=CaseStudyPage)
    page_written.connect(evaluation_written, sender=EvaluationPage)
    page_written.connect(section_written, sender=PartnerPage)
    page_written.connect(section_written, sender=CoalitionIndexPage)
    post_delete.connect(case_deleted, sender=CaseStudyPage)
    post_delete.connect(evaluation_deleted, sender=EvaluationPage)
    post_delete.connect(further_case_removed, sender=FurtherCase)
    post_save.connect(page_moved, sender=Page)
    post_save.connect(privacy_changed, sender=PageViewRestriction)
    post_delete.connect(privacy_changed, sender=PageViewRestriction)
    post_save.connect(document_written, sender=MediaDocument)
    post_delete.connect(document_deleted, sender=MediaDocument)
    post_save.connect(collection_privacy_changed, sender=CollectionViewRestriction)
    post_delete.connect(collection_privacy_changed, sender=CollectionViewRestriction)
    for model in WORDS:
        pre_save.connect(words_changed, sender=model)
    # Wagtail saves a restriction outside any transaction: what is private now would stay in the
    # counts for good if its record could not be written.
    PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
    CollectionViewRestriction.save = transaction.atomic(CollectionViewRestriction.save)
    Collection.move = move_collection
