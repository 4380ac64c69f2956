"""The steps of the guided form: each asks some of the questions of the admin's edit form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import BadRequest
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, Panel

from core.models import User
from interventions.guided.files import FilesForm
from interventions.guided.forms import GuidedForm, StoryForm
from interventions.models import CaseStudyPage


@dataclass(frozen=True)
class Step:
    """Some questions that belong together, under an address of their own."""

    slug: str
    title: str | Promise
    lead: str | Promise
    #: Names of fields and of rows, as the panels of the admin's form have them.
    asks: Sequence[str]
    #: What the form does beside those fields.
    base: Any = GuidedForm

    @property
    def has_story(self) -> bool:
        """Whether the step asks for the story."""
        return issubclass(self.base, StoryForm)

    def form(
        self, case: CaseStudyPage, user: User, typed: Any = None, files: Any = None
    ) -> GuidedForm:
        """Return the admin's form of a case with the fields of this step alone.

        Parameters
        ----------
        case : as it was last saved
        user : who fills it in
        typed, files : what was sent, if anything was; it is checked as a draft is

        Raises
        ------
        BadRequest : no form of ours sent this
        """
        form_class = _form_class(tuple(self.asks), self.base)
        try:
            form: GuidedForm = form_class(
                typed, files, instance=case, for_user=user, parent_page=case.get_parent()
            )
            form.check_as_draft()
        except MultiValueDictKeyError as error:
            raise BadRequest("A row of the form has no number.") from error
        return form


STEPS = (
    Step(
        "wat",
        _("What it is"),
        _("Five answers are enough to hand in a case. Three of them are on this page."),
        ("title", "summary", "intervention_types", "mechanism", "goal"),
    ),
    Step(
        "waar",
        _("For whom and where"),
        _("Others look for a school, a place and a group like theirs."),
        ("sectors", "places", "region", "setting", "target_groups", "pupils_reached",
         "organisations"),
    ),
    Step(
        "hoe",
        _("How it works"),
        _("Write so that another school could do it too, and knows what it takes."),
        ("procedure", "schedule", "providers", "preconditions", "cost_band", "cost_yearly",
         "price_year", "paid_by"),
        StoryForm,
    ),
    Step(
        "uitkomst",
        _("What came of it"),
        _("Honest answers help most, also about what did not work. “We do not know yet” is one."),
        ("status", "status_reason", "start_year", "end_year", "target_outcomes", "results",
         "side_effects", "lessons"),
    ),
    Step(
        "beeld",
        _("Picture and documents"),
        _("A picture makes people remember it. A plan or a letter helps the next school to begin."),
        ("lead_image",),
        FilesForm,
    ),
    Step(
        "contact",
        _("Whom to call"),
        _(
            "Name somebody only after that person agreed to be named on this site. The day of consent is "
            "kept; without it nobody sees these details. Consent can be withdrawn: empty the day."
        ),
        ("contact_name", "contact_role", "contact_email", "contact_phone", "contact_consent_on"),
    ),
)  # fmt: skip

BY_SLUG = {step.slug: step for step in STEPS}


def step_after(step: Step) -> Step | None:
    """Return the step that follows; None after the last one."""
    following = STEPS[STEPS.index(step) + 1 :]
    return following[0] if following else None


def step_that_asks(name: str) -> Step | None:
    """Return the step in which a field is answered; None if that is the admin's form alone."""
    return next((step for step in STEPS if name in step.asks), None)


@cache
def _form_class(names: tuple[str, ...], base: Any) -> type[GuidedForm]:
    known = {_name(panel): panel for panel in _panels(CaseStudyPage.content_panels)}
    panels = [known[name] for name in names]
    handler = ObjectList(panels, base_form_class=base).bind_to_model(CaseStudyPage)
    form_class: type[GuidedForm] = handler.get_form_class()
    form_class.panels = {_name(panel): panel for panel in panels}
    return form_class


def _panels(panels: Sequence[Panel]) -> Iterator[Panel]:
    for panel in panels:
        if isinstance(panel, (FieldPanel, InlinePanel)):
            yield panel
        yield from _panels(getattr(panel, "children", ()))


def _name(panel: Panel) -> str:
    return str(getattr(panel, "field_name", "") or getattr(panel, "relation_name", ""))


#: With what a case begins: the one answer without which no page can be kept.
TITLE_FORM = _form_class(("title",), GuidedForm)
