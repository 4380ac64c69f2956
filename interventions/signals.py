from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page

from core.signals import page_written
from interventions.models import CaseStudyPage, EvaluationPage


def follow_move(sender: type, instance: Page, **kwargs: Any) -> None:
    """An evaluation that moved belongs to the case that it hangs under now.

    A move saves the page as ``Page``, in its transaction; Wagtail's ``post_page_move`` comes after.
    """
    moved = EvaluationPage.objects.filter(pk=instance.pk).select_related("case").first()
    if moved is None:
        return
    left = moved.case
    moved.save(update_fields=["case"], clean=False)
    if left is not None and left.pk != moved.case_id:
        page_written.send(sender=CaseStudyPage, page=left)


def connect() -> None:
    post_save.connect(follow_move, sender=Page)
