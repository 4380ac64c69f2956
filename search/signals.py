"""Which changes reach the index, and how: always in the transaction of the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from core.signals import page_written
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from search.services import index_case, record_cases, record_subtree


def case_written(sender: type, page: CaseStudyPage, **kwargs: Any) -> None:
    index_case(page)


def case_deleted(sender: type, instance: CaseStudyPage, **kwargs: Any) -> None:
    record_cases([instance.pk])


def evaluation_written(sender: type, page: EvaluationPage, **kwargs: Any) -> None:
    further = page.further_cases.values_list("case_id", flat=True)
    record_cases([pk for pk in (page.case_id, *further) if pk])


def evaluation_deleted(sender: type, instance: EvaluationPage, **kwargs: Any) -> None:
    if instance.case_id:
        record_cases([instance.case_id])


def further_case_removed(sender: type, instance: FurtherCase, **kwargs: Any) -> None:
    """A case that an evaluation no longer names; those that it names are written with it."""
    record_cases([instance.case_id])


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A move saves the page once, as ``Page``, and nothing for what hangs under it."""
    record_subtree(instance)


def privacy_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    record_subtree(instance.page)


def connect() -> None:
    page_written.connect(case_written, sender=CaseStudyPage)
    page_written.connect(evaluation_written, sender=EvaluationPage)
    post_delete.connect(case_deleted, sender=CaseStudyPage)
    post_delete.connect(evaluation_deleted, sender=EvaluationPage)
    post_delete.connect(further_case_removed, sender=FurtherCase)
    post_save.connect(page_moved, sender=Page)
    post_save.connect(privacy_changed, sender=PageViewRestriction)
    post_delete.connect(privacy_changed, sender=PageViewRestriction)
