from typing import Any

from wagtail.signals import post_page_move

from interventions.models import EvaluationPage


def follow_move(sender: type, instance: EvaluationPage, **kwargs: Any) -> None:
    """An evaluation that moved belongs to the case that it hangs under now."""
    EvaluationPage.objects.get(pk=instance.pk).save(update_fields=["case"])


def connect() -> None:
    post_page_move.connect(follow_move, sender=EvaluationPage)
