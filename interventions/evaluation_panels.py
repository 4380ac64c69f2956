"""The edit form of an evaluation: five answers are enough, the rest unfolds by what was chosen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultipleChooserPanel,
    Panel,
    TitleFieldPanel,
)

from interventions.choices import CLUSTERED_UNITS, COMPARING, MAYBE_COMPARING, Conclusion
from interventions.finding_panels import FINDING_PANELS, FindingsPanel
from interventions.panels import ChangesAskedPanel, group, only_if


class ReviewPanel(Panel):
    """The way to where a claim is checked, for who may publish the evaluation."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/review_link.html"

        def is_shown(self) -> bool:
            if not super().is_shown() or self.instance.pk is None:
                return False
            return bool(self.instance.permissions_for_user(self.request.user).can_publish())

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "page": self.instance}


WITH_GROUPS = only_if(design=COMPARING | MAYBE_COMPARING)
WITH_CLUSTERS = only_if(assignment_unit=CLUSTERED_UNITS)

EVALUATION_PANELS = [
    TitleFieldPanel(
        "title",
        placeholder=_("Name of the evaluation*"),
        help_text=_("For example: what two years of one enrolment day taught us."),
    ),
    ChangesAskedPanel(heading=_("Changes asked")),
    ReviewPanel(heading=_("Check")),
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
            FieldPanel(
                "design", help_text=_("Choose what comes closest; every kind of study counts.")
            ),
            FieldRowPanel(
                [
                    FieldPanel("period_start", help_text=_("The year in which the study began.")),
                    FieldPanel("period_end", help_text=_("The year in which it ended.")),
                ]
            ),
            FieldPanel(
                "follow_up_months", help_text=_("How long after the start was measured last?")
            ),
            FieldRowPanel([FieldPanel("pupils"), FieldPanel("schools")]),
            "sample",
        ],
        folded=False,
    ),
    group(
        _("Which groups were compared?"),
        [
            HelpPanel(_("Choose a design that compares groups, and the questions appear here.")),
            FieldPanel("has_comparison_group", attrs=only_if(design=MAYBE_COMPARING)),
            FieldPanel("measured_before", attrs=WITH_GROUPS),
            FieldPanel("assignment_unit", attrs=WITH_GROUPS),
            FieldRowPanel([FieldPanel("assigned_t"), FieldPanel("assigned_c")], attrs=WITH_GROUPS),
            FieldRowPanel(
                [FieldPanel("clusters_t"), FieldPanel("clusters_c")], attrs=WITH_CLUSTERS
            ),
            FieldRowPanel([FieldPanel("icc"), FieldPanel("icc_source")], attrs=WITH_CLUSTERS),
            FieldRowPanel(
                [FieldPanel("attrition_overall"), FieldPanel("attrition_differential")],
                attrs=WITH_GROUPS,
            ),
            FieldRowPanel(
                [FieldPanel("baseline_difference_sd"), FieldPanel("baseline_adjusted")],
                attrs=WITH_GROUPS,
            ),
        ],
    ),
    group(
        _("What was measured?"),
        [FindingsPanel("findings", panels=FINDING_PANELS, label=_("finding"))],
    ),
    group(_("Side effects"), ["side_effects_looked_for", "side_effects"]),
    group(
        _("Who studied it?"),
        [
            FieldPanel("evaluator", help_text=_("The person, university or office.")),
            "independence",
            FieldPanel("funder", help_text=_("Who paid for the study?")),
            InlinePanel("authors", label=_("author"), heading=_("Authors")),
            "preregistration",
            "study_family",
        ],
    ),
    group(
        _("About which cases"),
        [
            FieldPanel(
                "intervention_types",
                help_text=_(
                    "Only for a study of practice elsewhere: others have those of their cases."
                ),
            ),
            MultipleChooserPanel(
                "further_cases",
                chooser_field_name="case",
                label=_("case study"),
                heading=_("Also about"),
            ),
        ],
    ),
    group(_("Sources"), [InlinePanel("sources", label=_("source"))]),
    group(
        _("Recognition by others"),
        [InlinePanel("recognitions", label=_("recognition"))],
    ),
]
