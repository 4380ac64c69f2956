from typing import Any

from django.db.models.signals import post_save, pre_save
from wagtail.models import Page
from wagtail.signals import workflow_approved

from core.signals import page_written
from interventions import verification
from interventions.models import CaseStudyPage, EvaluationPage, Outcome
from interventions.rerating import rate_evaluations_on

#: Of an outcome, what the effects and ratings on it depend on.
RATED_BY = ("measures_attainment", "is_side_effect")


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


def outcome_changes(sender: type, instance: Outcome, **kwargs: Any) -> None:
    """Note whether the stored row is rated by differently; Django stores it after this signal."""
    stored = Outcome.objects.filter(pk=instance.pk).values(*RATED_BY).first()
    changes = stored and stored != {name: getattr(instance, name) for name in RATED_BY}
    instance.changes_ratings = bool(changes)


def outcome_changed(sender: type, instance: Outcome, **kwargs: Any) -> None:
    """Effects on learning results are corrected otherwise, and a side effect is never the main one."""
    if instance.changes_ratings:
        rate_evaluations_on.enqueue(instance.pk)


def connect() -> None:
    pre_save.connect(outcome_changes, sender=Outcome)
    post_save.connect(outcome_changed, sender=Outcome)
    post_save.connect(follow_move, sender=Page)
    workflow_approved.connect(verification.approved)
