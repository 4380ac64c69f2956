"""A finding as a row of the edit form: which figures are asked depends on what the study reports."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, Panel

from interventions.choices import Data
from interventions.effects import NEEDED, effect_of
from interventions.panels import only_if
from interventions.told import told


class FiguresPanel(FieldRowPanel):
    """Fields of a row that are shown only where the study reports such data."""

    def __init__(self, *fields: str, data: Collection[str], **kwargs: Any) -> None:
        kwargs.setdefault("children", [FieldPanel(field) for field in fields])
        super().__init__(**kwargs)
        self.data = data

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "data": self.data}

    class BoundPanel(FieldRowPanel.BoundPanel):
        @property
        def attrs(self) -> dict[str, str]:
            return only_if(**{f"{self.form.prefix}-data": self.panel.data})


class WhatFollowsPanel(Panel):
    """What follows from the figures of the row: as it was saved, and with a script as it is typed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interventions/admin/what_follows_panel.html"

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            prefix = self.form.prefix
            return {
                **super().get_context_data(parent_context),
                **told(self.instance, effect_of(self.instance), prefix),
                "prefix": prefix,
            }


class FindingFormSet(BaseChildFormSet):
    """The rows of findings, each of which knows the evaluation as it was filled in."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.evaluation = self.instance
        return form


class FindingsPanel(InlinePanel):
    class BoundPanel(InlinePanel.BoundPanel):
        class Media:
            # Here, as Wagtail asks no panel inside a row for its scripts.
            js = ["js/finding.js"]

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = FindingFormSet
        return options


FINDING_PANELS = [
    FieldRowPanel([FieldPanel("outcome"), FieldPanel("direction")]),
    FieldPanel("measure"),
    FieldRowPanel([FieldPanel("unit"), FieldPanel("time_point_months")]),
    FieldRowPanel([FieldPanel("subgroup"), FieldPanel("role")]),
    FieldPanel("data", help_text=_("The questions below follow from this.")),
    FiguresPanel("mean_t", "mean_c", data=[Data.MEANS]),
    FiguresPanel("sd_t", "sd_c", data=[Data.MEANS]),
    FiguresPanel("events_t", "events_c", data=[Data.EVENTS]),
    FiguresPanel("coefficient", "coefficient_se", "pooled_sd", data=[Data.REGRESSION]),
    FiguresPanel("reported_metric", "reported_effect", data=[Data.EFFECT]),
    FiguresPanel("reported_se", "ci_lower", "ci_upper", data=[Data.EFFECT]),
    FiguresPanel("p_value", "higher_group", data=[Data.P_VALUE]),
    FiguresPanel("n_t", "n_c", data=NEEDED),
    FiguresPanel("clustering", data=NEEDED),
    FiguresPanel("share_before", "share_after", data=[Data.BEFORE_AFTER]),
    FiguresPanel("n_before", "n_after", data=[Data.BEFORE_AFTER]),
    WhatFollowsPanel(heading=_("What follows from it")),
]
