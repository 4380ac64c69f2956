"""The edit forms, in the order in which a project leader thinks.

Five fields are required: title, summary, kind, sector and what you do. The other groups are folded,
and a field that depends on an answer appears with that answer (Wagtail's rules controller). Help
stands here where the model gives a field none.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    Panel,
    TitleFieldPanel,
)
from wagtail.models import TaskState

from interventions.choices import Status
from interventions.completeness import missing_answers

FOLDED = "collapsed"


def only_if(**answers: str | Collection[str]) -> dict[str, str]:
    """Return the attributes of a field that is shown only with one of these answers elsewhere."""
    wanted = {
        name: [answer] if isinstance(answer, str) else sorted(answer)
        for name, answer in answers.items()
    }
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps(wanted)}


RULES = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


class ChangesAskedPanel(Panel):
    """What a moderator wants changed, above the fields in which to do so."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/changes_asked.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.review is not None

        @cached_property
        def review(self) -> TaskState | None:
            """The step that sent the page back, until it is handed in again."""
            state = self.instance.current_workflow_state if self.instance.pk else None
            if state is None or state.status != state.STATUS_NEEDS_CHANGES:
                return None
            return state.current_task_state


class CompletenessPanel(Panel):
    """Says how to begin, and from the first save what would make the case more useful to readers."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/completeness.html"

        class Media:
            js = ["js/completeness.js"]

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            missing, total = missing_answers(self.instance)
            return {
                **super().get_context_data(parent_context),
                "missing": missing,
                "answered": total - len(missing),
                "total": total,
                "is_new": self.instance.pk is None,
            }


class EvaluationsPanel(Panel):
    """The evaluations of a case, with the way to add one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/evaluations.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            permissions = self.instance.permissions_for_user(self.request.user)
            return {
                **super().get_context_data(parent_context),
                "request": self.request,
                "case": self.instance,
                "evaluations": self.instance.get_children(),
                "may_add": permissions.can_add_subpage(),
            }


def group(heading: Any, fields: Sequence[str | Panel], *, folded: bool = True) -> MultiFieldPanel:
    panels = [FieldPanel(field) if isinstance(field, str) else field for field in fields]
    return MultiFieldPanel(panels, heading=heading, classname=FOLDED if folded else "", attrs=RULES)


CONTACT = group(
    _("Whom to call"),
    [
        HelpPanel(_("Shown only when you fill in on which day this person agreed to be named.")),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_role")]),
        FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        "contact_consent_on",
    ],
)

CASE_STUDY_PANELS = [
    TitleFieldPanel("title", placeholder=_("Name of the case*")),
    ChangesAskedPanel(heading=_("Changes asked")),
    CompletenessPanel(heading=_("How useful is it already?")),
    group(
        _("What do you do?"),
        [
            "summary",
            "intervention_types",
            "procedure",
            FieldPanel("lead_image", help_text=_("A photo or drawing that shows what you do.")),
        ],
        folded=False,
    ),
    group(_("Where?"), ["sectors",
                        MultipleChooserPanel("places", chooser_field_name="municipality",
                                             label=_("municipality"),
                                             heading=_("Municipalities")), "region", "setting",
                        InlinePanel("organisations", label=_("organisation"),
                                    heading=_("Who carries it out"))], folded=False),
    group(_("Why, and for whom?"), ["goal", "mechanism", "target_groups",
           FieldPanel("pupils_reached", help_text=_("About how many take part? An estimate will do."))]),
    group(
        _("How does it work?"),
        [
            "status",
            FieldPanel("status_reason", attrs=only_if(status=Status.STOPPED)),
            FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]),
            "schedule", "delivery", "providers", "materials", "preconditions",
            FieldPanel("legal_basis", help_text=_("Which law or rule allows it, if you had to look that up?")),
        ],
    ),
    group(_("Did it go to plan?"),
          ["tailoring", "modifications", "fidelity_planned", "fidelity_actual"]),
    group(
        _("What does it cost?"),
        [
            "cost_band",
            FieldRowPanel([FieldPanel("cost_one_off"), FieldPanel("cost_yearly")]),
            FieldRowPanel([FieldPanel("cost_per_pupil"), FieldPanel("staff_fte")]),
            FieldRowPanel(
                [
                    FieldPanel("price_year", help_text=_("The year in which it cost this much.")),
                    FieldPanel("paid_by", help_text=_("For example the school board, or a subsidy.")),
                ]
            ),
        ],
    ),
    group(_("What came of it?"), ["target_outcomes", "results", "side_effects"]),
    EvaluationsPanel(heading=_("Evaluations")),
    group(_("What would you do differently?"), ["lessons"]),
    group(_("The story"), ["story"]),
    CONTACT,
    group(
        _("Sources, tags and licence"),
        [InlinePanel("sources", label=_("source"), heading=_("Sources")),
         "tags", FieldPanel("verified_on", read_only=True), "review_term_months", "licence"],
    ),
]  # fmt: skip
