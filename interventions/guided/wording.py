"""Advice on how the texts of a case read, as they were last saved; it holds nothing up."""

from collections.abc import Sequence

from django.db.models import TextField

from core.readability import Readability, readability
from interventions.guided.steps import STEPS, Step
from interventions.guided.story import text_of
from interventions.models import CaseStudyPage, PlainWord


def advice_on(case: CaseStudyPage, steps: Sequence[Step] = STEPS) -> Readability | None:
    """Return how the texts read that these steps ask for; None where there are none yet."""
    texts = [text for step in steps for text in _texts(case, step) if text.strip()]
    if not texts:
        return None
    plainer = dict(PlainWord.objects.values_list("word", "plainer"))
    return readability("\n".join(texts), plainer)


def _texts(case: CaseStudyPage, step: Step) -> list[str]:
    fields = [case._meta.get_field(name) for name in step.asks]
    texts = [getattr(case, field.name) for field in fields if isinstance(field, TextField)]
    return [*texts, (text_of(case.story) or "")] if step.has_story else texts
