"""The edit forms, in the order in which a project leader thinks.

Five fields are required: title, summary, kind, sector and what you do. The other groups are folded,
and a field that depends on an answer appears with that answer (Wagtail's rules controller).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

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

from interventions.choices import Conclusion, Status
from interventions.completeness import missing_answers

FOLDED = "collapsed"


def only_if(**answers: str) -> dict[str, str]:
    """Return the attributes of a field that is shown only with these answers elsewhere."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps(answers)}


RULES = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


class CompletenessPanel(Panel):
    """Says what would make the case study more useful to who reads it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/completeness.html"

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            missing, total = missing_answers(self.instance)
            return {
                **super().get_context_data(parent_context),
                "missing": missing,
                "answered": total - len(missing),
                "total": total,
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
    TitleFieldPanel("title"),
    CompletenessPanel(heading=_("How useful is it already?")),
    group(
        _("What do you do?"),
        ["summary", "intervention_types", "procedure", "lead_image"],
        folded=False,
    ),
    group(_("Where?"), ["sectors",
                        MultipleChooserPanel("places", chooser_field_name="municipality",
                                             label=_("municipality"),
                                             heading=_("Municipalities")), "region", "setting",
                        InlinePanel("organisations", label=_("organisation"),
                                    heading=_("Who carries it out"))], folded=False),
    group(_("Why, and for whom?"), ["goal", "mechanism", "target_groups", "pupils_reached"]),
    group(
        _("How does it work?"),
        [
            "status",
            FieldPanel("status_reason", attrs=only_if(status=Status.STOPPED)),
            FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]),
            "schedule", "delivery", "providers", "materials", "preconditions", "legal_basis",
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
            FieldRowPanel([FieldPanel("price_year"), FieldPanel("paid_by")]),
        ],
    ),
    group(_("What came of it?"), ["target_outcomes", "results", "side_effects"]),
    group(_("What would you do differently?"), ["lessons"]),
    group(_("The story"), ["story"]),
    CONTACT,
    group(
        _("Sources, tags and licence"),
        [InlinePanel("sources", label=_("source"), heading=_("Sources")),
         "tags", "verified_on", "licence"],
    ),
]  # fmt: skip

EVALUATION_PANELS = [
    TitleFieldPanel("title"),
    group(
        _("What did you find?"),
        [
            "summary",
            "conclusion",
            FieldPanel("inconclusive_reason", attrs=only_if(conclusion=Conclusion.INCONCLUSIVE)),
            "explanation",
        ],
        folded=False,
    ),
    group(
        _("How was it studied?"),
        [
            "design",
            FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
            "follow_up_months",
            FieldRowPanel([FieldPanel("pupils"), FieldPanel("schools")]),
            "sample",
        ],
        folded=False,
    ),
    group(_("Who studied it?"), ["evaluator", "independence", "funder"]),
    group(
        _("About which cases"),
        [
            MultipleChooserPanel(
                "further_cases",
                chooser_field_name="case",
                label=_("case study"),
                heading=_("Also about"),
            )
        ],
    ),
    group(_("Sources"), [InlinePanel("sources", label=_("source"))]),
]
