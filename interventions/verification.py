"""Writes: that the partner said that a case is right."""

from typing import Any

from django.utils import timezone
from wagtail.models import WorkflowState, get_default_page_content_type

from interventions.models import CaseStudyPage


def verify(page_id: int | str) -> None:
    """Note that the partner says today that what visitors read of a case is right.

    A page of another kind is left alone. Nothing is searched by this day, so that no index is told.
    """
    CaseStudyPage.objects.filter(pk=page_id).update(verified_on=timezone.localdate())


def approved(sender: type, instance: WorkflowState, **kwargs: Any) -> None:
    """What a partner handed in and a moderator approved is verified, in the transaction of that."""
    if instance.base_content_type == get_default_page_content_type():
        verify(instance.object_id)
