"""Which changes reach the index, and how: always in the transaction of the change."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, PageViewRestriction

from core.signals import page_written
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from partners.models import CoalitionIndexPage, PartnerPage
from search.models import CaseRecord
from search.services import cases_within, index_cases, record_cases
from search.tasks import WORDS, index_cases_with


def case_written(sender: type, page: CaseStudyPage, **kwargs: Any) -> None:
    index_cases([page.pk])
    # What its evaluations conclude of cases elsewhere is public as long as the case itself is.
    record_cases(cases_within(page) - {page.pk})


def section_written(sender: type, page: PartnerPage | CoalitionIndexPage, **kwargs: Any) -> None:
    """Cases come and go with the pages above them; to tell what changed costs less than to write."""
    live = CaseStudyPage.objects.filter(path__startswith=page.path, live=True).values("pk")
    if CaseRecord.objects.filter(page_id__in=live).exclude(visible=page.live).exists():
        record_cases(cases_within(page))


def case_deleted(sender: type, instance: CaseStudyPage, **kwargs: Any) -> None:
    record_cases([instance.pk])


def evaluation_written(sender: type, page: EvaluationPage, **kwargs: Any) -> None:
    record_cases(cases_within(page))


def evaluation_deleted(sender: type, instance: EvaluationPage, **kwargs: Any) -> None:
    if instance.case_id:
        record_cases([instance.case_id])


def further_case_removed(sender: type, instance: FurtherCase, **kwargs: Any) -> None:
    """A case that an evaluation no longer names; those that it names are written with it."""
    record_cases([instance.case_id])


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A move saves the page once, as ``Page``, and nothing for what hangs under it."""
    record_cases(cases_within(instance))
    # The name of its partner is among the words of a case.
    index_cases(CaseStudyPage.objects.filter(pk=instance.pk).values_list("pk", flat=True))


def privacy_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    record_cases(cases_within(instance.page))


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
    for model in WORDS:
        pre_save.connect(words_changed, sender=model)
    # Wagtail saves a restriction outside any transaction: what is private now would stay in the
    # counts for good if its record could not be written.
    PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
