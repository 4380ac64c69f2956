"""Which changes reach the index, and how: always in the transaction of the change."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from core.signals import page_written
from interventions.models import CaseStudyPage, EvaluationPage
from search.services import index_case, record_cases, record_subtree


def case_written(sender: type, page: CaseStudyPage, **kwargs: Any) -> None:
    index_case(page)


def case_deleted(sender: type, instance: CaseStudyPage, **kwargs: Any) -> None:
    record_cases([instance.pk])


def evaluation_written(sender: type, page: EvaluationPage, **kwargs: Any) -> None:
    further = page.further_cases.values_list("pk", flat=True)
    record_cases([pk for pk in (page.case_id, *further) if pk])


def evaluation_deleted(sender: type, instance: EvaluationPage, **kwargs: Any) -> None:
    if instance.case_id:
        record_cases([instance.case_id])


def further_cases_changed(sender: type, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    if action in {"post_add", "post_remove"} and pk_set:
        record_cases(list(pk_set))


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
    m2m_changed.connect(further_cases_changed, sender=EvaluationPage.further_cases.through)
    post_save.connect(page_moved, sender=Page)
    post_save.connect(privacy_changed, sender=PageViewRestriction)
    post_delete.connect(privacy_changed, sender=PageViewRestriction)
