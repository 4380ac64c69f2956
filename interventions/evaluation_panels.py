"""The edit form of an evaluation: five answers are enough, the rest unfolds by what was chosen."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultipleChooserPanel,
    TitleFieldPanel,
)

from interventions.choices import Conclusion
from interventions.panels import ChangesAskedPanel, group, only_if

EVALUATION_PANELS = [
    TitleFieldPanel(
        "title",
        placeholder=_("Name of the evaluation*"),
        help_text=_("For example: what two years of one enrolment day taught us."),
    ),
    ChangesAskedPanel(heading=_("Changes asked")),
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
            "has_comparison_group",
            "assignment_unit",
            FieldRowPanel([FieldPanel("assigned_t"), FieldPanel("assigned_c")]),
            FieldRowPanel([FieldPanel("clusters_t"), FieldPanel("clusters_c")]),
            FieldRowPanel([FieldPanel("icc"), FieldPanel("icc_source")]),
            FieldRowPanel([FieldPanel("attrition_overall"), FieldPanel("attrition_differential")]),
            FieldRowPanel([FieldPanel("baseline_difference_sd"), FieldPanel("baseline_adjusted")]),
        ],
    ),
    group(_("What was measured?"), [InlinePanel("findings", label=_("finding"))]),
    group(_("Side effects"), ["side_effects"]),
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
            MultipleChooserPanel(
                "further_cases",
                chooser_field_name="case",
                label=_("case study"),
                heading=_("Also about"),
            )
        ],
    ),
    group(_("Sources"), [InlinePanel("sources", label=_("source"))]),
    group(
        _("Recognition by others"),
        [InlinePanel("recognitions", label=_("recognition"))],
    ),
]
