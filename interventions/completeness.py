"""What would make a case study more useful, in the words of those who ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from interventions.models import CaseStudyPage


#: Wagtail's widgets whose visible part has an id of its own.
WIDGET_SUFFIXES = {"places": "-FORMS", "lead_image": "-chooser"}


@dataclass(frozen=True)
class Question:
    """Something that readers want to know, the field that answers it, and whether it is answered."""

    field: str
    text: str | Promise
    is_answered: Callable[[Any], object]

    @property
    def anchor(self) -> str:
        """The id of the field's widget in the edit form; that of its panel depends on the language."""
        return f"id_{self.field}{WIDGET_SUFFIXES.get(self.field, '')}"


def _any_cost(case: "CaseStudyPage") -> bool:
    costs = (case.cost_band, case.cost_one_off, case.cost_yearly, case.cost_per_pupil)
    return any(cost is not None for cost in costs)


QUESTIONS = (
    Question("places", _("Where is it? Others look for a place like theirs."),
             lambda case: case.places.all() or case.region),
    Question("goal", _("Why should it help? It shows whether it fits another school."),
             lambda case: case.goal),
    Question("target_outcomes", _("What should it change? Then it is found under that outcome."),
             lambda case: case.target_outcomes.all()),
    Question("start_year", _("Since when? Experience of years weighs more."),
             lambda case: case.start_year),
    Question("cost_band", _("What does it cost? School boards ask this first; an estimate will do."),
             _any_cost),
    Question("preconditions", _("What must be in place? It saves others a false start."),
             lambda case: case.preconditions),
    Question("results", _("What came of it? “We do not know yet” is an answer too."),
             lambda case: case.results),
    Question("side_effects", _("Side effects? Also say it if you found none."),
             lambda case: case.side_effects),
    Question("lessons", _("What would you do differently? It is what colleagues read most."),
             lambda case: case.lessons),
    Question("lead_image", _("A picture, so that people remember it."),
             lambda case: case.lead_image_id),
    Question("contact_consent_on", _("Whom can readers call, and did that person agree?"),
             lambda case: case.public_contact),
)  # fmt: skip


def missing_answers(case: "CaseStudyPage") -> tuple[list[Question], int]:
    """Return the questions that a case leaves open, and how many there are in all."""
    return [question for question in QUESTIONS if not question.is_answered(case)], len(QUESTIONS)
