"""What the worker writes to the index: changes that touch many cases at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django_tasks import task
from taggit.models import Tag

from core.models import MediaDocument, Municipality
from core.models.media import MediaDocumentQuerySet
from core.pdf_text import text_of_pdf
from interventions.models import CaseStudyPage, InterventionType, Outcome, Sector, TargetGroup
from partners.models import PartnerPage
from search.services import batches, index_cases, index_cases_with_documents


@dataclass(frozen=True)
class Words:
    """A model whose ``fields`` stand in the texts of ``cases``."""

    fields: tuple[str, ...]
    cases: Callable[[str], QuerySet[CaseStudyPage]]


def _with(lookup: str) -> Callable[[str], QuerySet[CaseStudyPage]]:
    return lambda pk: CaseStudyPage.objects.filter(**{lookup: pk})


def _of_partner(pk: str) -> QuerySet[CaseStudyPage]:
    partner = PartnerPage.objects.filter(pk=pk).first()
    return CaseStudyPage.objects.child_of(partner) if partner else CaseStudyPage.objects.none()


NAMES = ("name", "name_en")
WORDS: dict[type[Model], Words] = {
    InterventionType: Words(NAMES, _with("type_items__tag")),
    Outcome: Words(NAMES, _with("outcome_items__tag")),
    TargetGroup: Words(NAMES, _with("target_group_items__tag")),
    Sector: Words(NAMES, _with("sector_items__tag")),
    Tag: Words(("name",), _with("tagged_items__tag")),
    Municipality: Words(("name", "province"), _with("places__municipality")),
    PartnerPage: Words(("title",), _of_partner),
}


@task(backend="queue")
def index_cases_with(model: str, pk: str) -> None:
    """Write the cases again in whose text a row stands.

    Each batch is a transaction of its own, so that others can publish in between.

    Parameters
    ----------
    model : the row's model, as ``app.Model``
    pk : the row's primary key
    """
    cases = WORDS[apps.get_model(model)].cases(pk)
    for batch in batches(cases.values_list("pk", flat=True)):
        index_cases(batch)


@task(backend="queue")
def index_cases_below(path: str) -> None:
    """Write the cases of a section again, in batches that are each a transaction of its own.

    Parameters
    ----------
    path : of the page at its top, as the tree has it
    """
    cases = CaseStudyPage.objects.filter(path__startswith=path)
    for batch in batches(cases.values_list("pk", flat=True)):
        index_cases(batch)


def read_later(documents: MediaDocumentQuerySet) -> None:
    """Queue the reading of those among these documents that are not read yet."""
    for pk in documents.unread().values_list("pk", flat=True):
        read_document.enqueue(pk)


def read_what_is_left() -> None:
    """Read documents that are older than their reading, or of which the task went with its worker."""
    read_later(MediaDocument.objects.all())


@task(backend="queue")
def read_document(pk: int) -> None:
    """Read the words in a document, for the cases that it stands in.

    One that was replaced in the meantime has a task of its own.
    """
    document = MediaDocument.objects.filter(pk=pk).first()
    if document is None:
        return
    name = document.file.name
    with document.open_file() as file:
        text = text_of_pdf(file.read())
    with transaction.atomic():
        MediaDocument.objects.filter(pk=pk, file=name).update(text=text, text_from=name)
        index_cases_with_documents([pk])
